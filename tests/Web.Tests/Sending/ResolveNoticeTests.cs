using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;

namespace CaseManager.Web.Tests.Sending;

/// <summary>What a person may do with a notice that is stuck, and what not.</summary>
public sealed class ResolveNoticeTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task GiveUp_DeadLetter_IsInNoListAnyMore_AndItsRequestRestsWhereAPersonLooks()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Next(SmtpStage.Recipient, new SmtpTurn.Reply("550 5.2.1 Mailbox disabled"));
        await Worker.SendAsync(Cancel);

        await ResolveAsync(notice, Resolution.GiveUp);

        Assert.Equal((NoticeState.Cancelled, NoticeReasons.ByPerson), await StateAsync(notice));
        Assert.DoesNotContain(notice.Id, await UnsentAsync());
        Assert.Equal(RequestState.OnHold, (await ReadRequestAsync(notice)).State);
        Assert.Equal("NoticeResolved", (await EventsAsync(notice.CaseId))[^1]);
    }

    [Fact]
    public async Task GiveUp_OutcomeUnknown_IsADeadLetterThatAPersonSees_AndLeavesNoMore()
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        Peer.Next(SmtpStage.Dot, new SmtpTurn.Drop());
        await Worker.SendAsync(Cancel);

        await ResolveAsync(notice, Resolution.GiveUp);
        Clock.Advance(TimeSpan.FromDays(1));
        await Worker.ReconcileAsync(Cancel);
        await Worker.SendAsync(Cancel);

        Assert.Equal((NoticeState.DeadLetter, NoticeReasons.ByPerson), await StateAsync(notice));
        Assert.Contains(notice.Id, await UnsentAsync());
        Assert.Single(Peer.Texts);
    }

    [Theory]
    [InlineData(Resolution.Arrived)]
    [InlineData(Resolution.SendAgain)]
    [InlineData(Resolution.GiveUp)]
    public async Task Resolve_Accepted_IsRefusedAndNothingLeavesAgain(Resolution resolution)
    {
        var notice = await Seed.AddNoticeAsync(Cancel);
        await Worker.SendAsync(Cancel);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => ResolveAsync(notice, resolution));
        Clock.Advance(TimeSpan.FromHours(1));
        await Worker.SendAsync(Cancel);

        Assert.Equal(("wrong-state", RefusalKind.Conflict), (refusal.Code, refusal.Kind));
        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
        Assert.Single(Peer.Texts);
    }

    private Task ResolveAsync(SeededNotice notice, Resolution resolution) =>
        Worker.UseAsync<ResolveNotice>(resolve => resolve.RunAsync(notice.Id, Seed.StaffId, resolution, Cancel));

    private Task<IReadOnlyList<Guid?>> UnsentAsync() => Worker.UseAsync<ListTakedownWork, IReadOnlyList<Guid?>>(
        async list => [.. (await list.RunAsync(TakedownList.Unsent, Seed.StaffId, null, Cancel)).Select(row => row.NoticeId)]);
}
