using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Web.Tests.Sending;

public sealed class SendNoticesTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Send_RelayAccepts_IsAcceptedWithItsClockRunning()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);

        await Worker.SendAsync(Cancel);

        var row = await ReadAsync(notice);
        Assert.Equal(NoticeState.Accepted, row.State);
        Assert.Equal(Clock.GetUtcNow(), row.LeftAt);
        Assert.Equal(notice.Bytes, Assert.Single(Peer.Accepted).Bytes);
        var request = await ReadRequestAsync(notice);
        Assert.Equal(Clock.GetUtcNow().AddHours(48), request.DueAt);
        Assert.Equal(["NoticeSendingBegun", "NoticeSendingEnded", "ClockStarted"], await EventsAsync(notice.CaseId));
    }

    [Fact]
    public async Task Send_RegimeWithoutANumber_RecordsWhyNothingIsDue()
    {
        var notice = await Seed.AddNoticeAsync(Cancel, regime: "eu-dsa-16");

        await Worker.SendAsync(Cancel);

        var request = await ReadRequestAsync(notice);
        Assert.Equal((null, "no_fixed_time"), (request.DueAt, request.DueReason));
        Assert.Equal(Clock.GetUtcNow(), request.ClockStartedAt);
    }

    [Fact]
    public async Task Send_OneWasSealedUnderAnotherKeyFile_WaitsAndTheOthersGo()
    {
        var elsewhere = TestFolders.New();
        new KeyFolder(elsewhere).Create();
        var foreign = await new NoticeSeed(Database, new KeyFolder(elsewhere), Clock).AddNoticeAsync(Cancel);
        var notices = await AddNoticesAsync(3);

        await Worker.SendAsync(Cancel);

        Assert.All(await Task.WhenAll(notices.Select(ReadAsync)), row => Assert.Equal(NoticeState.Accepted, row.State));
        Assert.Equal(NoticeState.Queued, (await ReadAsync(foreign)).State);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task Send_RelayAway_NothingIsLostAndItComesBackByItself()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Always(SmtpStage.Greeting, new SmtpTurn.Reply("421 4.3.2 Busy"));

        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.Deferred, NoticeReasons.RelayUnreachable), await StateAsync(notice));

        Peer.Obey();
        Clock.Advance(TimeSpan.FromMinutes(2));
        await Worker.SendAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
        Assert.False((await ReadAsync(notice)).PossibleDuplicate);
    }

    [Fact]
    public async Task Send_RelayAway_TriesAFewNoticesAndLeavesTheRestInTheQueue()
    {
        var notices = await AddNoticesAsync(5);
        Peer.Always(SmtpStage.Greeting, new SmtpTurn.Reply("421 4.3.2 Busy"));

        await Worker.SendAsync(Cancel);
        await Worker.SendAsync(Cancel);

        Assert.Equal(RelayState.Few, Peer.Connections);
        var rows = await Task.WhenAll(notices.Select(ReadAsync));
        Assert.Equal(RelayState.Few, rows.Count(row => row.State == NoticeState.Deferred));
        Assert.All(rows.Where(row => row.State == NoticeState.Queued), row => Assert.Equal(Clock.GetUtcNow(), row.NextTryAt));
    }

    [Fact]
    public async Task Send_RelayAwayForADay_KeepsEveryNotice()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Always(SmtpStage.Greeting, new SmtpTurn.Reply("421 4.3.2 Busy"));
        for (var hour = 0; hour < 30; hour++)
        {
            Clock.Advance(TimeSpan.FromHours(1));
            await Worker.SendAsync(Cancel);
        }

        Peer.Obey();
        Clock.Advance(TimeSpan.FromHours(5));
        await Worker.SendAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
        Assert.Equal(notice.Bytes, Assert.Single(Peer.Accepted).Bytes);
    }

    /// <summary>The day in which a person is asked begins with their first "not now", not with our own trouble.</summary>
    [Fact]
    public async Task Send_RefusedForNowAfterTheRelayWasAwayForADay_IsTriedAgain()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Always(SmtpStage.Greeting, new SmtpTurn.Reply("421 4.3.2 Busy"));
        for (var hour = 0; hour < 30; hour++)
        {
            Clock.Advance(TimeSpan.FromHours(1));
            await Worker.SendAsync(Cancel);
        }

        Peer.Obey();
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("450 4.2.1 Greylisted"));
        Clock.Advance(TimeSpan.FromHours(5));
        await Worker.SendAsync(Cancel);
        Assert.Equal((NoticeState.Deferred, NoticeReasons.RefusedForNow), await StateAsync(notice));

        Clock.Advance(TimeSpan.FromHours(5));
        await Worker.SendAsync(Cancel);
        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
    }

    [Fact]
    public async Task Send_SeveralRefusedForNowTogether_DoNotComeBackTogether()
    {
        var notices = await AddNoticesAsync(6);
        Peer.Always(SmtpStage.Recipient, new SmtpTurn.Reply("450 4.2.1 Greylisted"));

        await Worker.SendAsync(Cancel);

        var next = (await Task.WhenAll(notices.Select(ReadAsync))).Select(row => row.NextTryAt);
        Assert.True(next.Distinct().Count() >= 4);
    }

    [Fact]
    public async Task Send_RefusedForNow_WaitsLongerEachTime()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Always(SmtpStage.Recipient, new SmtpTurn.Reply("450 4.2.1 Greylisted"));
        var waits = new List<double>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await Worker.SendAsync(Cancel);
            var next = (await ReadAsync(notice)).NextTryAt!.Value;
            waits.Add((next - Clock.GetUtcNow()).TotalMinutes);
            Clock.SetUtcNow(next);
        }

        double[] schedule = [1, 5, 15, 60, 240, 240];
        Assert.All(waits.Zip(schedule), pair => Assert.InRange(pair.First, pair.Second * 0.8, pair.Second * 1.2));
    }

    [Fact]
    public async Task Send_RefusedForNowDuringADay_GoesToAPerson()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Always(SmtpStage.Recipient, new SmtpTurn.Reply("450 4.2.1 Greylisted"));
        while ((await ReadAsync(notice)).NextTryAt is { } next)
        {
            Clock.SetUtcNow(next);
            await Worker.SendAsync(Cancel);
        }

        Assert.Equal((NoticeState.DeadLetter, NoticeReasons.GaveUp), await StateAsync(notice));
    }

    [Fact]
    public async Task Send_RefusedForGood_GoesToAPersonAndStartsNoClock()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("550 5.1.1 Unknown"));

        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.DeadLetter, NoticeReasons.BadMailbox), await StateAsync(notice));
        Assert.Null((await ReadRequestAsync(notice)).ClockStartedAt);
    }

    [Fact]
    public async Task Send_ConnectionLostAfterTheFinalDot_IsLookedForThenSentOnceMoreMarked()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Next(SmtpStage.Dot, new SmtpTurn.Drop());

        await Worker.SendAsync(Cancel);
        await Worker.ReconcileAsync(Cancel);

        Assert.Equal(NoticeState.OutcomeUnknown, (await ReadAsync(notice)).State);

        Clock.Advance(TakedownPolicy.DefaultSearchWindow);
        await Worker.ReconcileAsync(Cancel);
        await Worker.SendAsync(Cancel);

        var row = await ReadAsync(notice);
        Assert.Equal((NoticeState.Accepted, true), (row.State, row.PossibleDuplicate));
        Assert.Equal(2, Peer.Texts.Count);
        Assert.All(Peer.Texts, text => Assert.Equal(notice.Bytes, text));
    }

    [Fact]
    public async Task Send_UnknownTwice_IsLeftToAPersonAndNeverSentAgain()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Always(SmtpStage.Dot, new SmtpTurn.Drop());
        for (var i = 0; i < 4; i++)
        {
            await Worker.SendAsync(Cancel);
            Clock.Advance(TakedownPolicy.DefaultSearchWindow);
            await Worker.ReconcileAsync(Cancel);
        }

        var row = await ReadAsync(notice);
        Assert.Equal((NoticeState.OutcomeUnknown, null), (row.State, row.NextTryAt));
        Assert.Equal(2, Peer.Texts.Count);
    }

    [Fact]
    public async Task Reconcile_TheJournalHoldsIt_IsAcceptedAndNotSentAgain()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Next(SmtpStage.Dot, new SmtpTurn.Drop());
        await Worker.SendAsync(Cancel);
        var sentAt = Clock.GetUtcNow();
        Journal.Add(notice.MessageId);

        Clock.Advance(TimeSpan.FromMinutes(1));
        await Worker.ReconcileAsync(Cancel);

        var row = await ReadAsync(notice);
        Assert.Equal((NoticeState.Accepted, sentAt, false), (row.State, row.LeftAt, row.PossibleDuplicate));
        Assert.Single(Peer.Texts);
    }

    [Fact]
    public async Task Send_ConsentWithdrawnMeanwhile_NothingLeaves()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        await Seed.WithdrawConsentAsync(notice.CaseId, Cancel);

        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.Cancelled, NoticeReasons.ConsentWithdrawn), await StateAsync(notice));
        Assert.Equal(0, Peer.Connections);
    }

    [Fact]
    public async Task Send_ConsentWithdrawnWhileTheOutcomeIsUnknown_IsNotSentAgain()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Next(SmtpStage.Dot, new SmtpTurn.Drop());
        await Worker.SendAsync(Cancel);
        await Seed.WithdrawConsentAsync(notice.CaseId, Cancel);

        Clock.Advance(TakedownPolicy.DefaultSearchWindow);
        await Worker.ReconcileAsync(Cancel);
        await Worker.SendAsync(Cancel);

        var row = await ReadAsync(notice);
        Assert.Equal((NoticeState.OutcomeUnknown, null), (row.State, row.NextTryAt));
        Assert.Single(Peer.Texts);
    }

    [Fact]
    public async Task Send_DataKeyDestroyed_OnlyThatNoticeStops()
    {
        var lost = await Seed.AddNoticeAsync(Cancel);
        var other = await Seed.AddNoticeAsync(Cancel);
        await using (var database = Database.Open())
        {
            await database.Set<DataKey>().Where(key => key.OwnerId == lost.CaseId).ExecuteDeleteAsync(Cancel);
        }

        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.DeadLetter, NoticeReasons.Unreadable), await StateAsync(lost));
        Assert.Equal(NoticeState.Accepted, (await ReadAsync(other)).State);
    }

    [Fact]
    public async Task Send_TwoWorkersAtOnce_EveryNoticeLeavesOnce()
    {
        for (var i = 0; i < 60; i++)
        {
            await Seed.AddNoticeAsync(Cancel);
        }

        await using var second = NewWorker("second");
        await Task.WhenAll(Worker.SendAsync(Cancel), second.SendAsync(Cancel));

        await using var database = Database.Open();
        Assert.Equal(60, Peer.Accepted.Select(mail => Convert.ToHexString(mail.Bytes)).Distinct().Count());
        Assert.Equal(60, Peer.Accepted.Count);
        Assert.True(await database.Set<Notice>().AllAsync(notice => notice.State == NoticeState.Accepted, Cancel));
    }

    [Fact]
    public async Task Send_WorkerPausedPastItsLeaseInTheText_ItsLateResultIsProofAndNothingIsSentTwice()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        var slow = Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());
        var frozen = new FakeTimeProvider(Clock.GetUtcNow());
        await using var paused = NewWorker("paused", frozen);
        var sending = paused.SendAsync(Cancel);
        await slow.Reached;

        Clock.Advance(TimeSpan.FromMinutes(6));
        await Worker.SweepAsync(Cancel);
        Assert.Equal(NoticeState.OutcomeUnknown, (await ReadAsync(notice)).State);

        slow.Release();
        await sending;
        await Worker.ReconcileAsync(Cancel);

        var row = await ReadAsync(notice);
        Assert.Equal((NoticeState.Accepted, false), (row.State, row.PossibleDuplicate));
        Assert.Single(Peer.Texts);
    }

    [Fact]
    public async Task Send_LateResultWhileAnotherSendsItAgain_IsKeptAndMovesNothing()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        var (slow, again) = (Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait()), Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait()));
        await using var paused = NewWorker("paused", new FakeTimeProvider(Clock.GetUtcNow()));
        var first = paused.SendAsync(Cancel);
        await slow.Reached;
        Clock.Advance(TimeSpan.FromMinutes(6));
        await Worker.SweepAsync(Cancel);
        Clock.Advance(TakedownPolicy.DefaultSearchWindow);
        await Worker.ReconcileAsync(Cancel);
        await using var other = NewWorker("other");
        var second = other.SendAsync(Cancel);
        await again.Reached;

        slow.Release();
        await first;

        var row = await ReadAsync(notice);
        Assert.Equal((NoticeState.Transmitting, "other"), (row.State, row.LeaseOwner));
        Assert.Equal([AttemptResults.AcceptedLate, null], (await AttemptsAsync(notice)).Select(attempt => attempt.Result));
        again.Release();
        await second;
        Assert.Equal((NoticeState.Accepted, true), ((await ReadAsync(notice)).State, (await ReadAsync(notice)).PossibleDuplicate));
    }

    [Fact]
    public async Task Begin_AnotherClaimedItMeanwhile_BeginsNothing()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        var stalled = await Worker.UseAsync<ClaimNotices, IReadOnlyList<ClaimedNotice>>(claim => claim.RunAsync("stalled", 10, Cancel));
        Clock.Advance(ClaimNotices.Lease + TimeSpan.FromSeconds(1));
        await Worker.UseAsync<ClaimNotices, IReadOnlyList<ClaimedNotice>>(claim => claim.RunAsync("other", 10, Cancel));

        var begun = await Worker.UseAsync<BeginSending, IReadOnlyList<StartedNotice>>(begin => begin.RunAsync(stalled, "stalled", Cancel));

        Assert.Single(stalled);
        Assert.Empty(begun);
        var row = await ReadAsync(notice);
        Assert.Equal((NoticeState.Queued, "other", 0), (row.State, row.LeaseOwner, row.Attempts));
    }

    [Fact]
    public async Task Sweep_WorkerStillHasItsLease_LeavesItAlone()
    {
        await Seed.AddNoticeAsync(Cancel);
        var slow = Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());
        var sending = Worker.SendAsync(Cancel);
        await slow.Reached;
        await using var second = NewWorker("second");

        Assert.Equal(0, await second.SweepAsync(Cancel));

        slow.Release();
        await sending;
    }
}
