using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Web.Tests.Sending;

/// <summary>PostgreSQL crashes and recovers under a worker; on a server of its own, since everybody on it is thrown out.</summary>
public sealed class DatabaseCrashTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private readonly SmtpPeer _peer = SmtpPeer.Start();
    private readonly string _keys = TestFolders.New();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        new KeyFolder(_keys).Create();
        await _server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    [Fact]
    public async Task CrashWhileTheRelayIsTalking_TheResultIsStillStored()
    {
        // Goes with its server.
        var database = await _server.CreateDatabaseAsync(Cancel);
        await CommitForGoodAsync(database);
        var notice = await new NoticeSeed(database, new KeyFolder(_keys), TimeProvider.System).AddNoticeAsync(Cancel);
        await using var worker = new OutboxWorker(database, _keys, _peer, TimeProvider.System);
        var wait = _peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());
        var sending = worker.SendAsync(Cancel);
        await wait.Reached;

        await _server.CrashAsync(Cancel);
        wait.Release();
        await sending;

        await using var context = database.Open();
        var row = await context.Set<Notice>().AsNoTracking().SingleAsync(one => one.Id == notice.Id, Cancel);
        Assert.Equal((NoticeState.Accepted, false), (row.State, row.PossibleDuplicate));
        Assert.Single(_peer.Texts);
    }

    // The tests' servers write late for speed; what this one says is committed has to be there after a crash.
    private static async Task CommitForGoodAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync(Cancel);
        await using var set = new NpgsqlCommand(
            "do $$ begin execute format('alter database %I set synchronous_commit = on', current_database()); end $$", connection);
        await set.ExecuteNonQueryAsync(Cancel);
    }
}
