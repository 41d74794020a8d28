using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Web.Tests.Api;

/// <summary>PostgreSQL crashes and restarts while reports come in; on a server of its own, since everybody on it is thrown out.</summary>
public sealed class IntakeCrashTests : IAsyncLifetime
{
    private const int Posters = 8;
    private const int ReportsEach = 6;
    private const int Restarts = 4;

    private readonly PostgresServer _server = new();
    private readonly TestGenesis _genesis = new();
    private TestDatabase _database = null!;
    private WebApp _app = null!;
    private int _stored;
    private int _refused;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _database = await _server.CreateDatabaseAsync(Cancel);
        await CommitForGoodAsync();
        await _genesis.InstallAsync(_database, Cancel);
        _app = WebApp.InMemory(_database);
        _app.Settings["CaseManager:Intake:Difficulty"] = "2";
        _app.Settings["CaseManager:Intake:FloodReports"] = "100000";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Posts_WhilePostgresRestarts_AreEachStoredOnceOrToldToTryAgain()
    {
        using var http = _app.PublicClient();
        // One after the other makes keys; what is posted at once is ready.
        var reports = Enumerable.Range(0, Posters * ReportsEach).Select(_ => new SurvivorBrowser(_genesis)).Select(her => (her.CaseId, Body: BytesOf(her))).ToList();
        await PostAsync(http, BytesOf(new SurvivorBrowser(_genesis)));

        var away = new TaskCompletionSource();
        var posters = Task.WhenAll(reports.Chunk(ReportsEach).Select(async mine =>
        {
            foreach (var (_, body) in mine[..^1])
            {
                await PostAsync(http, body);
            }

            // However fast the others went in, the last is posted while there is no server.
            await away.Task;
            await PostAsync(http, mine[^1].Body);
        }));
        for (var restart = 1; restart <= Restarts; restart++)
        {
            var enough = restart * Posters * (ReportsEach - 1) / (Restarts + 1);
            await Eventually.IsTrueAsync(() => Task.FromResult(_stored >= enough), Cancel);
            if (restart % 2 == 0)
            {
                await _server.StopAsync();
                var refused = _refused;
                if (away.TrySetResult())
                {
                    await Eventually.IsTrueAsync(() => Task.FromResult(_refused > refused), Cancel);
                }

                await _server.StartAgainAsync(Cancel);
            }
            else
            {
                await _server.CrashAsync(Cancel);
            }
        }

        await posters;

        Assert.True(_refused > 0, "no poster noticed any of it");
        await using var database = _database.Open();
        Assert.Equal(reports.Count + 1, await database.Set<Report>().CountAsync(Cancel));
        foreach (var (caseId, _) in reports)
        {
            Assert.Equal(5, await database.Set<SealedObject>().CountAsync(stored => stored.CaseId == caseId, Cancel));
            Assert.Equal(1, await database.Set<Consent>().CountAsync(consent => consent.CaseId == caseId, Cancel));
            Assert.Equal(1, await database.Set<AuditEvent>().CountAsync(fact => fact.ChainId == caseId && fact.Type == "ReportReceived", Cancel));
        }

        Assert.True((await new VerifyChains(database).RunAsync(Cancel)).Holds);
    }

    private static byte[] BytesOf(SurvivorBrowser her) => Encoding.UTF8.GetBytes(her.Report("What happened", ConsentPurposes.SendLinks).ToJsonString());

    /// <summary>Posts the same bytes until they are in, each time under a new challenge, as her browser does.</summary>
    private async Task PostAsync(HttpClient http, byte[] body)
    {
        for (var status = 0; status is not (200 or 201);)
        {
            using var asked = await http.PostAsJsonAsync("/api/challenges", new { bodyHash = Convert.ToHexStringLower(SHA256.HashData(body)) }, Cancel);
            if (!await MayGoOnAsync(asked))
            {
                continue;
            }

            var challenge = (await asked.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
            using var request = Request(body, challenge);
            using var answer = await http.SendAsync(request, Cancel);
            if (await MayGoOnAsync(answer))
            {
                status = (int)answer.StatusCode;
            }
        }

        Interlocked.Increment(ref _stored);
    }

    private static HttpRequestMessage Request(byte[] body, JsonObject challenge)
    {
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars((string)challenge["challenge"]!);
        var nonce = 0UL;
        while (Challenge.ZeroBits(bytes, nonce) < (int)challenge["difficulty"]!)
        {
            nonce++;
        }

        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/reports", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Proof-Challenge", (string)challenge["challenge"]!);
        request.Headers.Add("Proof-Nonce", nonce.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return request;
    }

    /// <summary>Success, or a problem document that says when to come again, and nothing else.</summary>
    private async Task<bool> MayGoOnAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
        {
            return true;
        }

        Interlocked.Increment(ref _refused);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("try-again", (string?)JsonNode.Parse(text)!["code"]);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        return false;
    }

    // The tests' servers write late for speed; what this one says is committed has to be there after a crash.
    private async Task CommitForGoodAsync()
    {
        await using var connection = new NpgsqlConnection(_database.Owner);
        await connection.OpenAsync(Cancel);
        await using var set = new NpgsqlCommand(
            "do $$ begin execute format('alter database %I set synchronous_commit = on', current_database()); end $$", connection);
        await set.ExecuteNonQueryAsync(Cancel);
    }
}
