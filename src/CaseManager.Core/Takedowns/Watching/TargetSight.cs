namespace CaseManager.Core.Takedowns.Watching;

/// <summary>What is known of a target after one more look. Pure.</summary>
public static class TargetSight
{
    /// <param name="before">What was known.</param>
    /// <param name="watch">With this look counted already.</param>
    public static TargetState After(TargetState before, TargetWatch watch, Observation seen) => seen.Verdict switch
    {
        Verdict.Live => before == TargetState.Gone ? TargetState.Reappeared : TargetState.Live,

        // Hidden from the preview is there all the same: apps may still show it.
        Verdict.Withheld => before == TargetState.Gone ? TargetState.Reappeared : TargetState.Withheld,
        Verdict.Missing or Verdict.PeerMissing => AfterMiss(before, watch, seen),
        Verdict.Unreadable => before,
        Verdict.NotCheckable => before == TargetState.Unverified ? TargetState.NotCheckable : before,
    };

    /// <summary>Whether it says anything of the target.</summary>
    public static bool TellsSomething(Observation seen) => seen.Verdict is not (Verdict.Unreadable or Verdict.NotCheckable);

    private static TargetState AfterMiss(TargetState before, TargetWatch watch, Observation seen) =>
        !seen.IsMiss || before == TargetState.Gone ? before
        : before == TargetState.SuspectedGone && watch.IsMissedEnough && (seen.Rule != ProbeRules.NotFound || watch.HasAnswered) ? TargetState.Gone
        : TargetState.SuspectedGone;
}
