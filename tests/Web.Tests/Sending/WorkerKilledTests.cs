using CaseManager.Core.Takedowns;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace CaseManager.Web.Tests.Sending;

/// <summary>The real worker is killed with <c>kill -9</c> at every point between claim and settle.</summary>
public sealed class WorkerKilledTests(DatabaseFixture fixture) : OutboxTest(fixture, new FakeTimeProvider(TimeProvider.System.GetUtcNow())), IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task BeforeBeginIsCommitted_NothingWasSent_ItIsSentOnce()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        await using (var blocked = await BlockAttemptsAsync())
        {
            await KillWhenAsync(() => IsSomebodyWaitingAsync(blocked));
        }

        await AssertArrivedAsync(notice, texts: 1, marked: false);
    }

    [Theory]
    [InlineData(SmtpStage.Greeting, 1)]
    [InlineData(SmtpStage.Recipient, 1)]
    [InlineData(SmtpStage.Text, 1)]
    [InlineData(SmtpStage.Dot, 2)]
    public async Task WhileTheRelayIsTalking_ItIsSentOnceMoreAndMarked(SmtpStage stage, int texts)
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        var wait = Peer.Next(stage, new SmtpTurn.Wait());

        await KillWhenAsync(() => Task.FromResult(wait.Reached.IsCompleted));

        await AssertArrivedAsync(notice, texts, marked: true);
    }

    [Fact]
    public async Task AfterTheRelaySaidYesBeforeSettleIsCommitted_TheJournalProvesItAndNothingIsSentAgain()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        var wait = Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());
        using var process = WorkerProcess.Start(Database, Keys, Peer);
        await wait.Reached.WaitAsync(TimeSpan.FromMinutes(5), Cancel);
        await using (var blocked = await BlockAttemptsAsync())
        {
            wait.Release();
            await Eventually.IsTrueAsync(() => IsSomebodyWaitingAsync(blocked), Cancel);
            await process.KillAsync(Cancel);
        }

        Journal.Add(notice.MessageId);

        await AssertArrivedAsync(notice, texts: 1, marked: false);
    }

    [Fact]
    public async Task AfterSettleIsCommitted_NothingIsSentAgain()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);

        await KillWhenAsync(async () => (await ReadAsync(notice)).State == NoticeState.Accepted);

        await AssertArrivedAsync(notice, texts: 1, marked: false);
    }

    private async Task KillWhenAsync(Func<Task<bool>> reached)
    {
        using var process = WorkerProcess.Start(Database, Keys, Peer);
        await Eventually.IsTrueAsync(reached, Cancel);
        await process.KillAsync(Cancel);
    }

    /// <summary>Another worker takes over, an hour passes.</summary>
    private async Task AssertArrivedAsync(SeededNotice notice, int texts, bool marked)
    {
        for (var minute = 0; minute < 60; minute += 5)
        {
            Clock.Advance(TimeSpan.FromMinutes(5));
            await Worker.SweepAsync(Cancel);
            await Worker.ReconcileAsync(Cancel);
            await Worker.SendAsync(Cancel);
        }

        var row = await ReadAsync(notice);
        Assert.Equal((NoticeState.Accepted, marked), (row.State, row.PossibleDuplicate));
        Assert.NotNull((await ReadRequestAsync(notice)).ClockStartedAt);
        Assert.Equal(texts, Peer.Texts.Count);
        Assert.All(Peer.Texts, text => Assert.Equal(notice.Bytes, text));
    }

    private async Task<NpgsqlConnection> BlockAttemptsAsync()
    {
        var connection = new NpgsqlConnection(Database.Owner);
        await connection.OpenAsync(Cancel);
        await using var block = new NpgsqlCommand("begin; lock table takedowns.send_attempts in access exclusive mode", connection);
        await block.ExecuteNonQueryAsync(Cancel);
        return connection;
    }

    private static async Task<bool> IsSomebodyWaitingAsync(NpgsqlConnection blocking)
    {
        await using var ask = new NpgsqlCommand(
            "select exists(select from pg_locks where relation = 'takedowns.send_attempts'::regclass and not granted)", blocking);
        return await ask.ExecuteScalarAsync(Cancel) is true;
    }
}
