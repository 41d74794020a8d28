using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Npgsql;

namespace CaseManager.Web.Tests.Sending;

/// <summary>Many notices leave at once, over several connections.</summary>
public sealed class SideBySideTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Send_ManyNotices_LeaveSideBySideAndEachOnce()
    {
        var notices = await AddNoticesAsync(30);
        await Worker.SendAsync(Cancel);

        Assert.InRange(Peer.Connections, 2, 4);
        Assert.Equal(Wire(notices), Wire(Peer.Accepted));
        Assert.All(await Task.WhenAll(notices.Select(ReadAsync)), row => Assert.Equal((NoticeState.Accepted, 1), (row.State, row.Attempts)));
        Assert.All(
            await Task.WhenAll(notices.Select(notice => EventsAsync(notice.CaseId))),
            events => Assert.Equal(["NoticeSendingBegun", "NoticeSendingEnded", "ClockStarted"], events));
        await using var database = Database.Open();
        Assert.True((await new VerifyChains(database).RunAsync(Cancel)).Holds);
    }

    [Fact]
    public async Task Send_OneRefusedAmongMany_StopsNoOther()
    {
        var notices = await AddNoticesAsync(10);
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("450 4.2.1 Later"));
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("550 5.1.1 Nobody"));
        await Seed.WithdrawConsentAsync(notices[^1].CaseId, Cancel);

        await Worker.SendAsync(Cancel);

        Assert.Equal(
            [(NoticeState.Accepted, 7), (NoticeState.Deferred, 1), (NoticeState.DeadLetter, 1), (NoticeState.Cancelled, 1)],
            (await Task.WhenAll(notices.Select(ReadAsync))).CountBy(row => row.State).Select(count => (count.Key, count.Value)).OrderBy(count => count.Key));
    }

    [Fact]
    public async Task Send_SeveralNoticesOfOneCase_KeepItsChainWhole()
    {
        var caseId = await Seed.AddCaseAsync(Cancel);
        for (var i = 0; i < 6; i++)
        {
            await Seed.AddNoticeAsync(Cancel, caseId);
        }

        await Worker.SendAsync(Cancel);

        Assert.Equal(6, Peer.Accepted.Count);
        Assert.Equal(18, (await EventsAsync(caseId)).Count);
        await using var database = Database.Open();
        Assert.True((await new VerifyChains(database).RunAsync(Cancel)).Holds);
    }

    /// <summary>What the relay said is known to this worker alone: a failure beside it must not turn it into "unknown".</summary>
    [Fact]
    public async Task Send_NextCannotBeBegun_WhatIsOnItsWayIsStillSettled()
    {
        var notices = await AddNoticesAsync(9);
        Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait()).Release();
        var slow = Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());

        // Claim, begin and settle the one ahead, begin a wave, and while that leaves: begin the next.
        var fault = new FailingCommit(5);
        await using var worker = NewWorker("worker", faults: fault);
        var sending = worker.SendAsync(Cancel);
        await Task.WhenAll(slow.Reached, fault.Failed).WaitAsync(Cancel);
        slow.Release();
        await Assert.ThrowsAsync<InjectedFaultException>(() => sending);

        var rows = await Task.WhenAll(notices.Select(ReadAsync));
        Assert.DoesNotContain(rows, row => row.State is NoticeState.Transmitting or NoticeState.OutcomeUnknown);
        Assert.Equal(5, rows.Count(row => row.State == NoticeState.Accepted));
        Assert.Equal(5, Peer.Accepted.Count);
    }

    /// <summary>What became of a wave is stored while one is leaving and another is begun; it waits for nobody, and nobody for it.</summary>
    [Fact]
    public async Task Send_SettlingTakesItsTime_TheNextIsBegunMeanwhile()
    {
        var notices = await AddNoticesAsync(1 + 4 + 4 + 16);
        Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait()).Release();
        var slow = Peer.Next(SmtpStage.Dot, new SmtpTurn.Wait());
        var sending = Worker.SendAsync(Cancel);
        await slow.Reached.WaitAsync(Cancel);
        await using (var connection = new NpgsqlConnection(Database.Owner))
        {
            // Settling writes what is due onto the case; nothing else of sending does.
            await connection.OpenAsync(Cancel);
            await using var block = new NpgsqlCommand("begin; lock table cases.cases in exclusive mode", connection);
            await block.ExecuteNonQueryAsync(Cancel);
            slow.Release();
            await Eventually.IsTrueAsync(
                async () => (await Task.WhenAll(notices.Select(ReadAsync))).Count(row => row.State == NoticeState.Transmitting) == 4 + 4 + 16, Cancel);
        }

        await sending;

        Assert.All(await Task.WhenAll(notices.Select(ReadAsync)), row => Assert.Equal((NoticeState.Accepted, 1), (row.State, row.Attempts)));
        Assert.Equal(notices.Count, Peer.Accepted.Count);
    }

    /// <summary>What a wave told of an address is stored before anything more is begun.</summary>
    [Fact]
    public async Task Send_AddressFoundBad_NothingThatIsBegunLaterGoesThere()
    {
        const string Gone = "gone@platform.example";
        var contacts = Enumerable.Range(0, 22).Select(place => place is (>= 1 and <= 4) or 21 ? Gone : null);
        var notices = new List<SeededNotice>();
        foreach (var contact in contacts)
        {
            notices.Add(await Seed.AddNoticeAsync(Cancel, contact: contact));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Wait()).Release();
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("550 5.1.1 Nobody"));
        await using var worker = NewWorker("worker", SendingLimits.None);
        await worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.DeadLetter, NoticeReasons.AddressSuppressed), await StateAsync(notices[^1]));
        Assert.Equal(1 + 3 + 16, Peer.Accepted.Count);
    }

    private static IEnumerable<string> Wire(IEnumerable<SeededNotice> notices) => notices.Select(notice => Convert.ToHexString(notice.Bytes)).Order();

    private static IEnumerable<string> Wire(IEnumerable<ReceivedMail> mails) => mails.Select(mail => Convert.ToHexString(mail.Bytes)).Order();
}
