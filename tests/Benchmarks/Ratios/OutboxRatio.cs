using System.Collections.Concurrent;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Mail;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CaseManager.Benchmarks.Ratios;

/// <summary>Notices through the outbox, against MailKit alone handing the same bytes to the same relay over as many connections.</summary>
/// <remarks>
/// Measured twice: to a scripted relay in this very process, which keeps nothing and so shows the outbox's own cost at its largest,
/// and to a relay that stores what it takes, as one is deployed.
/// </remarks>
public sealed class OutboxRatio() : Ratio("outbox", "Notices sent through the outbox, against bare MailKit to the same relay.", 0.6)
{
    private static readonly int Connections = new SmtpOptions().Connections;

    private readonly List<SeededNotice> notices = [];
    private TestDatabase database = null!;
    private PostfixRelay? postfix;
    private int port;
    private bool stores;
    private string keys = "";
    private OutboxWorker worker = null!;

    protected override int DefaultCount => 2000;

    protected override async Task<int> RunAsync(int count, TextWriter output, CancellationToken cancel)
    {
        await output.WriteLineAsync($"To a scripted relay in this process that keeps nothing, {Connections} connections on both sides:".AsMemory(), cancel);
        await base.RunAsync(count, output, cancel);
        await DisposeAsync();
        if (PostfixRelay.Obstacle is { } obstacle)
        {
            await output.WriteLineAsync($"Not measured with a relay that stores: {obstacle}.".AsMemory(), cancel);
            return 0;
        }

        stores = true;
        await output.WriteLineAsync($"To Postfix on this machine, which stores each mail before it says yes, {Connections} connections on both sides:".AsMemory(), cancel);
        return await base.RunAsync(count, output, cancel);
    }

    protected override async Task PrepareAsync(CancellationToken cancel)
    {
        var server = Started(new PostgresServer { Durable = true });
        await server.InitializeAsync();
        database = Started(await server.CreateDatabaseAsync(cancel));
        port = stores ? (postfix = Started(await PostfixRelay.StartAsync(cancel))).Port : Started(SmtpPeer.Start()).Port;
        keys = Directory.CreateTempSubdirectory("cmk").FullName;
        new KeyFolder(keys).Create();
        Started(new KeyFiles(keys));
        worker = Started(new OutboxWorker(database, keys, port, TimeProvider.System));
    }

    protected override async Task FillAsync(int count, CancellationToken cancel)
    {
        notices.Clear();
        notices.AddRange(await new NoticeSeed(database, new KeyFolder(keys), TimeProvider.System).AddNoticesAsync(count, cancel));
        await database.AnalyzeAsync(cancel);
    }

    protected override Task RestAsync(CancellationToken cancel) => postfix?.DeliverAsync(cancel) ?? Task.CompletedTask;

    protected override async Task RunProductAsync(CancellationToken cancel)
    {
        var sent = await worker.SendAsync(cancel);
        if (sent != notices.Count)
        {
            throw new InvalidOperationException($"{sent} of {notices.Count} notices left.");
        }
    }

    protected override async Task RunBareAsync(CancellationToken cancel)
    {
        var waiting = new ConcurrentQueue<SeededNotice>(notices);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAsync(waiting, cancel)));
    }

    private async Task SendAsync(ConcurrentQueue<SeededNotice> waiting, CancellationToken cancel)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.None, cancel);
        while (waiting.TryDequeue(out var notice))
        {
            using var message = await MimeMessage.LoadAsync(new MemoryStream(notice.Bytes), cancel);
            await client.SendAsync(message, new MailboxAddress(null, notice.Envelope.Sender), [new MailboxAddress(null, notice.Envelope.Recipient)], cancel);
        }

        await client.DisconnectAsync(quit: true, cancel);
    }
}
