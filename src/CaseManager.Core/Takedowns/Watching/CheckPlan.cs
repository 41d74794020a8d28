namespace CaseManager.Core.Takedowns.Watching;

/// <summary>When a target is looked at next. Elapsed time throughout; weekends and daylight saving make no difference.</summary>
public static class CheckPlan
{
    /// <summary>After a notice: 1, 6, 24 and 48 hours, daily to day 14, weekly to day 90, monthly to a year.</summary>
    private static readonly TimeSpan[] untilGone =
    [
        Hours(1), Hours(6), Hours(24), Hours(48), .. Days(3, 14, 1), .. Days(21, 90, 7), .. Days(120, 365, 30), Hours(365 * 24),
    ];

    /// <summary>Once it is gone: days 1, 3, 7, 30, 90, and monthly to a year.</summary>
    private static readonly TimeSpan[] staysGone = [.. Days(1, 3, 2), .. Days(7, 7, 1), .. Days(30, 90, 60), .. Days(120, 365, 30), Hours(365 * 24)];

    /// <summary>After the platform said that it removed it; the first look is at once.</summary>
    private static readonly TimeSpan[] saidRemoved = [Hours(1), Hours(6)];

    /// <summary>After a miss, so that three of them over six hours can come.</summary>
    private static readonly TimeSpan[] missed = [Hours(3), Hours(6), Hours(12), Hours(24)];

    /// <summary>After a look that could not be read: once each, a few in a row.</summary>
    private static readonly TimeSpan[] unread = [Hours(1), Hours(6), Hours(24)];

    /// <returns>After <paramref name="now"/>; null once the plan is over.</returns>
    public static DateTimeOffset? Next(TargetWatch watch, DateTimeOffset now)
    {
        if (watch.LastVerdict == Verdict.NotCheckable && watch.CheckedAt >= watch.PlanStartedAt)
        {
            return null;
        }

        DateTimeOffset?[] moments =
        [
            First(watch.Plan == WatchPlan.UntilGone ? untilGone : staysGone, watch.PlanStartedAt, now),
            First(saidRemoved, watch.SaidRemovedAt, now),
            watch.IsMissedEnough ? null : First(missed, watch.LastMissedAt, now),
            watch.Unread > 0 && watch.Unread <= unread.Length && watch.CheckedAt + unread[watch.Unread - 1] is { } again && again > now ? again : null,
        ];
        return moments.Min();
    }

    private static DateTimeOffset? First(TimeSpan[] offsets, DateTimeOffset? start, DateTimeOffset now) =>
        start is { } from ? offsets.Select(offset => (DateTimeOffset?)(from + offset)).FirstOrDefault(moment => moment > now) : null;

    private static IEnumerable<TimeSpan> Days(int first, int last, int step)
    {
        for (var day = first; day <= last; day += step)
        {
            yield return Hours(24 * day);
        }
    }

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);
}
