namespace CaseManager.Core.Takedowns.Watching;

/// <summary>Why a target is looked at again and again.</summary>
public enum WatchPlan
{
    /// <summary>A notice asked for it to go, or it came back.</summary>
    UntilGone,

    /// <summary>It is gone, and has to stay so.</summary>
    StaysGone,
}
