namespace CaseManager.Core.Takedowns;

/// <summary>How what is known of a target may change. Gone is only reached over a first miss.</summary>
public static class TargetMoves
{
    /// <summary>The table.</summary>
    public static StateTable<TargetState> Table { get; } = new(new Dictionary<TargetState, TargetState[]>
    {
        [TargetState.Unverified] = [TargetState.Live, TargetState.Withheld, TargetState.SuspectedGone, TargetState.NotCheckable],
        [TargetState.Live] = [TargetState.Withheld, TargetState.SuspectedGone, TargetState.NotCheckable],
        [TargetState.Withheld] = [TargetState.Live, TargetState.SuspectedGone, TargetState.NotCheckable],
        [TargetState.SuspectedGone] = [TargetState.Live, TargetState.Withheld, TargetState.Gone, TargetState.NotCheckable],
        [TargetState.Gone] = [TargetState.Reappeared],
        [TargetState.Reappeared] = [TargetState.Live, TargetState.Withheld, TargetState.SuspectedGone, TargetState.NotCheckable],
        [TargetState.NotCheckable] = [TargetState.Live, TargetState.Withheld, TargetState.SuspectedGone],
    });
}
