using CaseManager.Core.Takedowns;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;

namespace CaseManager.Web.Tests.Sending;

/// <summary>A worker dies at every commit of a send, just before and just after, while the relay does everything a relay can do.</summary>
public sealed class CommitFaultTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    /// <summary>Claim, begin, settle; the fourth commit is the empty claim at the end.</summary>
    private const int Commits = 4;

    private static readonly (SmtpStage Stage, SmtpTurn Turn)?[] Relays =
    [
        null,
        (SmtpStage.Greeting, new SmtpTurn.Drop()),
        (SmtpStage.Recipient, new SmtpTurn.Reply("450 4.2.1 Later")),
        (SmtpStage.Text, new SmtpTurn.Drop()),
        (SmtpStage.Dot, new SmtpTurn.Drop()),
        (SmtpStage.Dot, new SmtpTurn.Reply("451 4.3.0 Later")),
    ];

    public static TheoryData<int, bool, int> Faults()
    {
        var faults = new TheoryData<int, bool, int>();
        foreach (var relay in Enumerable.Range(0, Relays.Length))
        {
            foreach (var commit in Enumerable.Range(1, Commits))
            {
                faults.Add(commit, false, relay);
                faults.Add(commit, true, relay);
            }
        }

        return faults;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task WorkerDiesAtACommit_TheNoticeStillArrives_UnchangedAndAtMostOnceUnmarked(int commit, bool after, int relay)
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        if (Relays[relay] is { } order)
        {
            Peer.Next(order.Stage, order.Turn);
        }

        await using (var dying = NewWorker("dying", faults: new InjectedFault(commit, after)))
        {
            try
            {
                await dying.SendAsync(Cancel);
            }
            catch (InjectedFaultException)
            {
                // The process is gone; whatever it knew is lost.
            }
        }

        await RunUntilSettledAsync(notice);

        var row = await ReadAsync(notice);
        Assert.Equal(NoticeState.Accepted, row.State);
        Assert.NotNull((await ReadRequestAsync(notice)).ClockStartedAt);
        Assert.NotEmpty(Peer.Accepted);
        Assert.All(Peer.Texts, text => Assert.Equal(notice.Bytes, text));
        Assert.InRange(Peer.Accepted.Count, 1, row.PossibleDuplicate ? 2 : 1);
    }

    /// <summary>Claim, then begin and settle for the one ahead and for each wave behind it.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task WorkerDiesAmongSeveralNotices_EachStillArrives_UnchangedAndAtMostOnceUnmarked(int commit)
    {
        foreach (var after in new[] { false, true })
        {
            var notices = await AddNoticesAsync(9);
            await using (var dying = NewWorker("dying", faults: new InjectedFault(commit, after)))
            {
                await Assert.ThrowsAsync<InjectedFaultException>(() => dying.SendAsync(Cancel));
            }

            foreach (var notice in notices)
            {
                await RunUntilSettledAsync(notice);
                var row = await ReadAsync(notice);
                Assert.Equal(NoticeState.Accepted, row.State);
                Assert.InRange(Peer.Accepted.Count(mail => mail.Bytes.AsSpan().SequenceEqual(notice.Bytes)), 1, row.PossibleDuplicate ? 2 : 1);
            }
        }
    }

    private async Task RunUntilSettledAsync(SeededNotice notice)
    {
        for (var minute = 0; minute < 90; minute += 5)
        {
            if (await ReadAsync(notice) is var row && row.State == NoticeState.Accepted)
            {
                return;
            }

            if (row is { State: NoticeState.OutcomeUnknown, NextTryAt: null })
            {
                // Unknown twice: a person decides.
                await Worker.UseAsync<ResolveNotice>(resolve => resolve.RunAsync(notice.Id, Seed.StaffId, Resolution.SendAgain, Cancel));
            }

            Clock.Advance(TimeSpan.FromMinutes(5));
            await Worker.SweepAsync(Cancel);
            await Worker.ReconcileAsync(Cancel);
            await Worker.SendAsync(Cancel);
        }
    }
}
