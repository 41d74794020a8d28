using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Watching;
using CsCheck;

namespace CaseManager.Core.Tests.Takedowns.Watching;

public sealed class TargetSightTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData("M0 M3 M6", "Gone")]
    [InlineData("P0 M3 P6", "Gone")]
    [InlineData("M0 M3 M5", "SuspectedGone")]
    [InlineData("M0 M1 M2 M3 M4 M5 M6", "Gone")]
    [InlineData("M0 M6", "SuspectedGone")]
    [InlineData("M0 M3 L4 M6 M9", "SuspectedGone")]
    [InlineData("M0 M3 L6", "Live")]
    [InlineData("M0 M3 W6", "Withheld")]
    [InlineData("M0 M3 U4 M6", "Gone")]
    [InlineData("M0 M3 A4 M6", "SuspectedGone")]
    [InlineData("U0 U3 U6 U9 U99", "Unverified")]
    [InlineData("W0 W9 W99", "Withheld")]
    [InlineData("m0 m3 m6 m9", "Unverified")]
    [InlineData("M0 m3 m6 M9", "SuspectedGone")]
    [InlineData("N0", "NotCheckable")]
    [InlineData("L0 N1", "Live")]
    [InlineData("M0 M3 M6 M9 U20 N30", "Gone")]
    [InlineData("M0 M3 M6 L48", "Reappeared")]
    [InlineData("M0 M3 M6 W48", "Reappeared")]
    [InlineData("M0 M3 M6 L48 L49", "Live")]
    [InlineData("M0 M3 M6 L48 M49 M52", "SuspectedGone")]
    [InlineData("M0 M3 M6 L48 M49 M52 M55", "Gone")]
    public void After_Looks_KnowsWhatTheyAddUpTo(string looks, string expected)
    {
        var target = new WatchedTarget();

        foreach (var look in looks.Split(' '))
        {
            target.See(look[0], int.Parse(look[1..], System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(expected, target.State.ToString());
    }

    [Fact]
    public void After_ThreeMissesOfOneRun_AreOne()
    {
        var (target, run) = (new WatchedTarget(), RandomId.New());

        foreach (var hour in (int[])[0, 3, 6, 9])
        {
            target.See(Looks.Of(Verdict.Missing, Start.AddHours(hour), run));
        }

        Assert.Equal((TargetState.SuspectedGone, 1), (target.State, target.Watch.Misses));
    }

    [Fact]
    public void After_AnyLooks_IsGoneOnlyAfterThreeMissesInARowOverSixHoursWithTheControlSeen() => Gen
        .Select(Gen.Char["LWMPUANmp"], Gen.Int[0, 9]).Array[1, 40]
        .Sample(looks =>
        {
            var (target, hour, misses) = (new WatchedTarget(), 0, new List<int>());
            foreach (var (kind, wait) in looks)
            {
                hour += wait;
                var before = target.State;
                target.See(kind, hour);
                if (kind is 'M' or 'P')
                {
                    misses.Add(hour);
                }
                else if (kind is 'L' or 'W' or 'A')
                {
                    misses.Clear();
                }

                if (before != TargetState.Gone && target.State == TargetState.Gone)
                {
                    Assert.True(kind is 'M' or 'P' && misses.Count >= 3 && misses[^1] - misses[0] >= 6);
                    misses.Clear();
                }

                Assert.False(kind is 'U' or 'A' or 'm' or 'p' && target.State != before);
            }
        });

    /// <summary>State and counters, moved as a stored target is.</summary>
    private sealed class WatchedTarget
    {
        public TargetState State { get; private set; }

        public TargetWatch Watch { get; } = new() { TargetId = Guid.Empty, Plan = WatchPlan.UntilGone, PlanStartedAt = Start };

        public void See(char kind, int hour) => See(kind switch
        {
            'L' => Looks.Of(Verdict.Live, Start.AddHours(hour)),
            'W' => Looks.Of(Verdict.Withheld, Start.AddHours(hour)),
            'M' => Looks.Of(Verdict.Missing, Start.AddHours(hour)),
            'P' => Looks.Of(Verdict.PeerMissing, Start.AddHours(hour)),
            'm' => Looks.Of(Verdict.Missing, Start.AddHours(hour), controlOk: false),
            'p' => Looks.Of(Verdict.PeerMissing, Start.AddHours(hour), controlOk: false),
            'A' => Looks.Of(Verdict.Unreadable, Start.AddHours(hour), rule: ProbeRules.Answers),
            'N' => Looks.Of(Verdict.NotCheckable, Start.AddHours(hour)),
            _ => Looks.Of(Verdict.Unreadable, Start.AddHours(hour)),
        });

        public void See(Observation seen)
        {
            Watch.Count(seen);
            var after = TargetSight.After(State, Watch, seen);
            if (after == State)
            {
                return;
            }

            State = TargetMoves.Table.Move(State, after);
            if (State is TargetState.Gone or TargetState.Reappeared)
            {
                Watch.Begin(State == TargetState.Gone ? WatchPlan.StaysGone : WatchPlan.UntilGone, seen.At);
            }
        }
    }
}
