using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Core.Tests.Takedowns.Watching;

public sealed class ShownRequestTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void NextCheckAt_ProgramLooks_IsThePlans() =>
        Assert.Equal((Now.AddHours(1), false), (Shown(TargetState.Live).NextCheckAt, Shown(TargetState.Live).NeedsEyes));

    [Fact]
    public void NeedsEyes_ProgramDoesNotLook_PromisesNoLook() =>
        Assert.Equal((null, true), (Shown(TargetState.Live, looks: false).NextCheckAt, Shown(TargetState.Live, looks: false).NeedsEyes));

    [Fact]
    public void NeedsEyes_NoProgramCanSeeIt_IsTrue()
    {
        var seenByPeople = Shown(TargetState.Live);
        seenByPeople.Watch!.Count(Looks.Of(Verdict.NotCheckable, Now));

        Assert.True(Shown(TargetState.NotCheckable).NeedsEyes);
        Assert.True(seenByPeople.NeedsEyes);
    }

    [Fact]
    public void AnswersAgain_OnlyOfWhatWasMissed()
    {
        var (gone, live) = (Shown(TargetState.Gone), Shown(TargetState.Live));
        gone.Watch!.Count(Looks.Of(Verdict.Unreadable, Now, rule: ProbeRules.Answers));
        live.Watch!.Count(Looks.Of(Verdict.Unreadable, Now, rule: ProbeRules.Answers));

        Assert.Equal((true, false), (gone.AnswersAgain, live.AnswersAgain));
    }

    private static ShownRequest Shown(TargetState state, bool looks = true)
    {
        var target = new Target { Id = Guid.Empty, Lookup = [], TableVersion = 1, KeySealed = [], UrlSealed = [] };
        foreach (var step in state == TargetState.Gone ? [TargetState.SuspectedGone, TargetState.Gone] : new[] { state })
        {
            target.Observe(step, Now);
        }

        var request = new TakedownRequest
        {
            Id = Guid.Empty,
            CaseId = Guid.Empty,
            TargetId = Guid.Empty,
            Recipient = "platform:telegram",
            RegimeId = "us-tida",
            CreatedAt = Now,
        };
        var watch = new TargetWatch { TargetId = Guid.Empty, Plan = WatchPlan.UntilGone, PlanStartedAt = Now, NextCheckAt = Now.AddHours(1) };
        return new ShownRequest(request, target, null, "Telegram", watch, looks);
    }
}
