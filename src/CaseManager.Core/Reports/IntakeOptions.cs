namespace CaseManager.Core.Reports;

/// <summary>What the plain form does.</summary>
public enum PlainFormMode
{
    /// <summary>There is none.</summary>
    Off,

    /// <summary>It takes reports; whoever comes back needs a browser with script.</summary>
    IntakeOnly,
}

/// <summary>How reports are let in; the section <c>CaseManager:Intake</c>.</summary>
public sealed record IntakeOptions
{
    /// <summary>Zero bits a proof of work needs in quiet times: about 65,000 hashes, well under 2 s on a weak phone.</summary>
    public int Difficulty { get; init; } = 16;

    /// <summary>Zero bits while reports flood in.</summary>
    public int FloodDifficulty { get; init; } = 18;

    /// <summary>From this many reports in <see cref="FloodWindow"/> on it is a flood, and new ones are held.</summary>
    public int FloodReports { get; init; } = 60;

    /// <summary>The span looked at.</summary>
    public TimeSpan FloodWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The form without script.</summary>
    public PlainFormMode PlainForm { get; init; } = PlainFormMode.IntakeOnly;
}
