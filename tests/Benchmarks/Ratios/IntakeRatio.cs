using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.Benchmarks.Ratios;

/// <summary>Sealed reports accepted, against a bare endpoint that inserts the same bytes into one table.</summary>
public sealed class IntakeRatio() : Ratio("intake", "Sealed reports accepted by 32 clients, against a bare endpoint that inserts the same bytes.", 0.5)
{
    private const int Clients = 32;
    private static readonly string story = new('x', 6000);

    private readonly TestGenesis genesis = new();
    private readonly List<(byte[] Body, Proof Proof)> posts = [];
    private WebApp app = null!;
    private BareEndpoint bare = null!;

    protected override int DefaultCount => 2000;

    protected override async Task PrepareAsync(CancellationToken cancel)
    {
        var server = Started(new PostgresServer { Durable = true });
        await server.InitializeAsync();
        var database = Started(await server.CreateDatabaseAsync(cancel));
        await genesis.InstallAsync(database, cancel);

        // Where the web program's pages lie is written in a file that is looked for in the working folder.
        Directory.SetCurrentDirectory(AppContext.BaseDirectory);
        app = Started(WebApp.OnPorts(database));
        bare = Started(await BareEndpoint.StartAsync(database, cancel));
    }

    protected override Task FillAsync(int count, CancellationToken cancel)
    {
        posts.Clear();
        var keys = new KeyFolder(app.KeyFolder);
        for (var i = 0; i < count; i++)
        {
            var body = Encoding.UTF8.GetBytes(new SurvivorBrowser(genesis).Report(story, ConsentPurposes.SendLinks).ToJsonString());

            // The work is the client's; a challenge that asks for none is accepted like one that was solved.
            var challenge = new Challenge(RandomId.New(), app.Clock.GetUtcNow() + Challenge.Life, 0, SHA256.HashData(body));
            posts.Add((body, new Proof(challenge.Write(keys), 0)));
        }

        return Task.CompletedTask;
    }

    protected override Task RunProductAsync(CancellationToken cancel) => RunAsync(app.PublicUrl, "/api/reports", 201, cancel);

    protected override Task RunBareAsync(CancellationToken cancel) => RunAsync(bare.Address, "/", 200, cancel);

    private async Task RunAsync(Uri address, string path, int expected, CancellationToken cancel)
    {
        var waiting = new ConcurrentQueue<(byte[] Body, Proof Proof)>(posts);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            using var http = new HttpClient { BaseAddress = address };
            var api = new PublicApiClient(http);
            while (waiting.TryDequeue(out var post))
            {
                var answer = await api.PostAsync(path, post.Body, post.Proof, null, cancel);
                if (answer.Status != expected)
                {
                    throw new InvalidOperationException($"A report was answered {answer.Status} {answer.Code}.");
                }
            }
        }));
    }
}
