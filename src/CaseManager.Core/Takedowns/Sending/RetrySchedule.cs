namespace CaseManager.Core.Takedowns.Sending;

/// <summary>When a notice that was refused for now is tried again.</summary>
public static class RetrySchedule
{
    /// <summary>A notice may be refused for now this long after the first such refusal; then a person decides.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    private static readonly int[] Minutes = [1, 5, 15, 60, 240];

    /// <param name="attempts">Attempts begun so far, from 1. The last step repeats.</param>
    /// <param name="spread">From -1 to 1: a fifth less or more, so that what failed together does not come back together.</param>
    public static TimeSpan Wait(int attempts, double spread)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(spread), 1);
        var minutes = Minutes[Math.Min(attempts, Minutes.Length) - 1];
        return TimeSpan.FromMinutes(minutes * (1 + (0.2 * spread)));
    }
}
