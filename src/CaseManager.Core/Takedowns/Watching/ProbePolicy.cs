namespace CaseManager.Core.Takedowns.Watching;

/// <summary>Whether the program looks at links by itself, and how politely.</summary>
/// <param name="Control">Canonical key of a post we own: only while it is seen does a miss count. <see langword="null"/>: the program does not look.</param>
/// <param name="GapFrom">Shortest gap between two requests, wherever they go.</param>
/// <param name="GapTo">Longest; each gap is drawn between both.</param>
/// <param name="HostGap">Shortest gap between two requests to one site other than Telegram.</param>
/// <param name="DailyBudget">Requests in any day, UTC.</param>
public sealed record ProbePolicy(string? Control, TimeSpan GapFrom, TimeSpan GapTo, TimeSpan HostGap, int DailyBudget)
{
    /// <summary>A run ends after this; the scheduler wakes the next one.</summary>
    public static readonly TimeSpan RunLength = TimeSpan.FromMinutes(4.5);

    /// <summary>Nothing is looked at.</summary>
    public static ProbePolicy Off { get; } = new(null, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6), TimeSpan.FromMinutes(1), 10_000);

    /// <summary>Whether it looks.</summary>
    public bool IsOn => Control is not null;
}
