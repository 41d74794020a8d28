namespace CaseManager.Web.Probes;

/// <summary>The section <c>CaseManager:Probes</c>: whether and how the program looks at links by itself.</summary>
public sealed class ProbeOptions
{
    public const string Section = "CaseManager:Probes";

    /// <summary>Whether it does. Never in a practice organisation: nothing leaves the machine.</summary>
    public bool Enabled { get; init; }

    /// <summary>A Telegram post of our own, as a link: only while it is seen does a miss count.</summary>
    public string Control { get; init; } = "";

    /// <summary>Address of a page or mailbox for sites that wonder who looks; stands in every request.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Shortest gap between two requests, seconds; from 3.</summary>
    public int GapSecondsFrom { get; init; } = 3;

    /// <summary>Longest gap between two requests, seconds; from 6. Each is drawn between both.</summary>
    public int GapSecondsTo { get; init; } = 6;

    /// <summary>Shortest gap between two requests to one site other than Telegram, seconds.</summary>
    public int HostGapSeconds { get; init; } = 60;

    /// <summary>Requests in any day, UTC.</summary>
    public int DailyBudget { get; init; } = 10_000;

    /// <summary>How long one look may take, seconds.</summary>
    public int TimeoutSeconds { get; init; } = 20;

    /// <summary>What sites read of us.</summary>
    internal string UserAgent => $"CaseManager-LinkCheck/{Core.Takedowns.Watching.ProbeRules.Version} (+{Contact})";
}
