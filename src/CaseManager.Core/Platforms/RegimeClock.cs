namespace CaseManager.Core.Platforms;

/// <summary>Unit of a clock.</summary>
public enum ClockUnit
{
    /// <summary>Elapsed time.</summary>
    Hours,

    /// <summary>Calendar days, to the end of the last.</summary>
    Days,

    /// <summary>Calendar months, to the end of the last day.</summary>
    Months,
}

/// <summary>What starts a clock.</summary>
public enum ClockStart
{
    OurNotice,
    AuthorityAct,
    PosterInquiry,
    None,
}

/// <summary>How well a clock is known.</summary>
public enum ClockConfidence
{
    Confirmed,
    Partly,
    Secondary,

    /// <summary>Read nowhere: no deadline is drawn from it.</summary>
    GeneralKnowledge,
}

/// <summary>The time a regime gives, from a day on.</summary>
public sealed record RegimeClock
{
    /// <summary>First day it applies; <see langword="null"/> where the duty is not known to be in force, or its old start is unknown.</summary>
    public required DateOnly? From { get; init; }

    /// <summary><see langword="null"/>: the law sets no number ("timely").</summary>
    public required int? Value { get; init; }

    public required ClockUnit? Unit { get; init; }

    /// <summary>A hard limit rather than a standard.</summary>
    public required bool Strict { get; init; }

    public required ClockStart Starts { get; init; }

    public required ClockConfidence? Confidence { get; init; }
}
