using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
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

    [Fact]
    public async Task AwayForLongerThanTheLease_TheWorkerGivesUp_AndTheJournalProvesItLater()
    {
        var database = await _server.CreateDatabaseAsync(Cancel);
        await CommitForGoodAsync(database);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 2, 9, 0, 0, TimeSpan.Zero));
        var notice = await new NoticeSeed(database, new KeyFolder(_keys), clock).AddNoticeAsync(Cancel);
        await using var worker = new OutboxWorker(database, _keys, _peer, clock);
        var wait = _peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());
        var sending = worker.SendAsync(Cancel);
        await wait.Reached;

        await _server.StopAsync();
        wait.Release();
        await Eventually.IsTrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(sending.IsCompleted);
            },
            Cancel);
        Assert.True(clock.GetUtcNow() >= new DateTimeOffset(2026, 6, 2, 9, 4, 30, TimeSpan.Zero));
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        await _server.StartAgainAsync(Cancel);
        NpgsqlConnection.ClearAllPools();

        clock.Advance(TimeSpan.FromMinutes(5));
        await using var next = new OutboxWorker(database, _keys, _peer, clock, journal: new Holding(notice.MessageId));
        await next.SweepAsync(Cancel);
        Assert.Equal(NoticeState.OutcomeUnknown, await StateAsync(database, notice));
        await next.ReconcileAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, await StateAsync(database, notice));
        Assert.Single(_peer.Texts);
    }

    private static async Task<NoticeState> StateAsync(TestDatabase database, SeededNotice notice)
    {
        await using var context = database.Open();
        return await context.Set<Notice>().Where(row => row.Id == notice.Id).Select(row => row.State).SingleAsync(Cancel);
    }

    /// <summary>A journal with one copy.</summary>
    private sealed class Holding(string held) : IMailbox
    {
        public Task<bool> HoldsAsync(string messageId, CancellationToken cancel) => Task.FromResult(messageId == held);

        public Task<int> DeleteAsync(Func<IReadOnlyList<JournalCopy>, Task<IReadOnlyList<JournalCopy>>> choose, CancellationToken cancel) => Task.FromResult(0);
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
