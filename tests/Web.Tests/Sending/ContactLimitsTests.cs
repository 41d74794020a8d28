using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;

namespace CaseManager.Web.Tests.Sending;

/// <summary>No contact is flooded, and none is asked about a link twice because two survivors need it down.</summary>
public sealed class ContactLimitsTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    private readonly string _address = $"abuse-{HexId.Write(RandomId.New())}@host.example";

    [Fact]
    public async Task Send_SeveralToOneContact_LeaveAGapApartInTheirOrder()
    {
        var notices = new List<SeededNotice>();
        for (var i = 0; i < 4; i++)
        {
            notices.Add(await Seed.AddNoticeAsync(Cancel, contact: _address));
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await Worker.SendAsync(Cancel);
        var first = Peer.Accepted.Count;
        var rows = await Task.WhenAll(notices.Select(ReadAsync));
        for (var tick = 0; tick < 6; tick++)
        {
            Clock.Advance(TimeSpan.FromSeconds(6));
            await Worker.SendAsync(Cancel);
        }

        Assert.Equal(1, first);
        Assert.Equal([0, 10, 20, 30], rows.Select(row => row.NextTryAt is { } next ? Math.Round((next - rows[0].BegunAt!.Value).TotalSeconds) : 0));
        Assert.All(rows.Skip(1), row => Assert.Equal((NoticeState.Deferred, NoticeReasons.ContactGap), (row.State, row.Reason)));
        Assert.Equal(notices.Select(notice => Convert.ToHexString(notice.Bytes)), Peer.Accepted.Select(mail => Convert.ToHexString(mail.Bytes)));
    }

    [Fact]
    public async Task Send_MoreThanADaysCap_TheRestLeavesADayLater()
    {
        await using var capped = NewWorker("capped", new SendingLimits(2, TimeSpan.Zero, TimeSpan.Zero));
        var notices = new List<SeededNotice>();
        for (var i = 0; i < 3; i++)
        {
            notices.Add(await Seed.AddNoticeAsync(Cancel, contact: _address));
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await capped.SendAsync(Cancel);
        Assert.Equal((NoticeState.Deferred, NoticeReasons.ContactCap), await StateAsync(notices[2]));

        Clock.Advance(TimeSpan.FromHours(24));
        await capped.SendAsync(Cancel);
        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notices[2])).State);
    }

    [Fact]
    public async Task Send_AnotherCaseAskedAboutTheLink_IsHeldAndLeavesWhenTheWindowEnds()
    {
        var first = await Seed.AddNoticeAsync(Cancel, contact: _address);
        await Worker.SendAsync(Cancel);
        var askedAt = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromHours(5));
        var second = await Seed.AddNoticeAsync(Cancel, contact: _address, targetId: first.TargetId);

        await Worker.SendAsync(Cancel);
        var held = await ReadAsync(second);
        Clock.SetUtcNow(askedAt.AddHours(72).AddSeconds(-1));
        await Worker.SendAsync(Cancel);
        var texts = Peer.Texts.Count;
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Worker.SendAsync(Cancel);

        Assert.Equal(
            (NoticeState.Deferred, NoticeReasons.AskedRecently, askedAt, askedAt.AddHours(72)),
            (held.State, held.Reason, held.AskedAt, held.NextTryAt));
        Assert.Equal(["NoticeHeld"], (await EventsAsync(second.CaseId)).Take(1));
        Assert.Equal(1, texts);
        Assert.Equal(NoticeState.Accepted, (await ReadAsync(second)).State);
    }

    [Fact]
    public async Task Send_TheLinkToAnotherContact_IsNotHeld()
    {
        var first = await Seed.AddNoticeAsync(Cancel, contact: _address);
        await Worker.SendAsync(Cancel);

        var second = await Seed.AddNoticeAsync(Cancel, targetId: first.TargetId);
        await Worker.SendAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(second)).State);
    }

    [Fact]
    public async Task Send_TheFirstWasRefused_TheSecondIsNotHeld()
    {
        var first = await Seed.AddNoticeAsync(Cancel, contact: _address);
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("550 5.2.1 Disabled"));
        await Worker.SendAsync(Cancel);

        var second = await Seed.AddNoticeAsync(Cancel, contact: _address, targetId: first.TargetId);
        await Worker.SendAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(second)).State);
    }

    /// <summary>Two cases, two workers, one moment: the contact's lock lets one through.</summary>
    [Fact]
    public async Task Send_TwoWorkersAtOnce_TheContactIsAskedOnce()
    {
        await using var second = NewWorker("second");
        for (var round = 0; round < 5; round++)
        {
            var address = $"abuse-{HexId.Write(RandomId.New())}@host.example";
            var first = await Seed.AddNoticeAsync(Cancel, contact: address);
            await Seed.AddNoticeAsync(Cancel, contact: address, targetId: first.TargetId);

            await Task.WhenAll(Worker.SendAsync(Cancel), second.SendAsync(Cancel));

            Assert.Single(Peer.Accepted, mail => mail.Recipients.Any(recipient => recipient.Contains(address, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Send_OutcomeUnknown_TheOneResendIsNotHeld()
    {
        var notice = await Seed.AddNoticeAsync(Cancel, contact: _address);
        Peer.Next(SmtpStage.Dot, new SmtpTurn.Drop());
        await Worker.SendAsync(Cancel);

        Clock.Advance(TakedownPolicy.DefaultSearchWindow);
        await Worker.ReconcileAsync(Cancel);
        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.Accepted, true), ((await ReadAsync(notice)).State, (await ReadAsync(notice)).PossibleDuplicate));
    }

    [Fact]
    public async Task LiftHold_BySecondPersonWithAReason_LetsItGoAtOnce()
    {
        var held = await AddHeldAsync();

        await LiftAsync(held, RandomId.New(), "The first case was withdrawn");
        await Worker.SendAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(held)).State);
        Assert.Contains("NoticeHoldLifted", await EventsAsync(held.CaseId));
    }

    [Fact]
    public async Task LiftHold_ByWhoReleasedIt_WithoutAReason_OrNotHeld_IsRefused()
    {
        var held = await AddHeldAsync();
        var free = await Seed.AddNoticeAsync(Cancel);

        var codes = new[]
        {
            await Assert.ThrowsAsync<RefusedException>(() => LiftAsync(held, Seed.StaffId, "Please")),
            await Assert.ThrowsAsync<RefusedException>(() => LiftAsync(held, RandomId.New(), " ")),
            await Assert.ThrowsAsync<RefusedException>(() => LiftAsync(free, RandomId.New(), "Please")),
        }.Select(refusal => refusal.Code);

        Assert.Equal(["same-person", "why", "not-held"], codes);
        Assert.Equal(NoticeState.Deferred, (await ReadAsync(held)).State);
    }

    /// <summary>An intimate image does not wait for Monday.</summary>
    [Fact]
    public async Task Send_OnAWeekend_LeavesAtOnce()
    {
        Clock.SetUtcNow(new DateTimeOffset(2026, 6, 7, 3, 0, 0, TimeSpan.Zero));
        var notice = await Seed.AddNoticeAsync(Cancel);

        await Worker.SendAsync(Cancel);

        Assert.Equal(Clock.GetUtcNow(), (await ReadAsync(notice)).LeftAt);
    }

    private async Task<SeededNotice> AddHeldAsync()
    {
        var first = await Seed.AddNoticeAsync(Cancel, contact: _address);
        await Worker.SendAsync(Cancel);
        var held = await Seed.AddNoticeAsync(Cancel, contact: _address, targetId: first.TargetId);
        await Worker.SendAsync(Cancel);
        return held;
    }

    private Task LiftAsync(SeededNotice notice, Guid staffId, string why) =>
        Worker.UseAsync<LiftHold>(lift => lift.RunAsync(notice.Id, staffId, why, Cancel));
}
