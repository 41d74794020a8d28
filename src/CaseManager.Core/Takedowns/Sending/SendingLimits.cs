namespace CaseManager.Core.Takedowns.Sending;

/// <summary>How much one contact (a mail address) gets from us. Quality is the lever, not volume: who floods an abuse desk is read last.</summary>
/// <param name="DailyCap">Notices in any 24 hours; 0 for no cap.</param>
/// <param name="Gap">Least time between two notices; zero for none.</param>
/// <param name="RepeatWindow">A contact that was asked about a link is not asked about it again within this time, whichever case it is for; zero for no such rule.</param>
public sealed record SendingLimits(int DailyCap, TimeSpan Gap, TimeSpan RepeatWindow)
{
    /// <summary>The span a cap counts over. It rolls, so no change of the clocks makes it longer or shorter.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>200 a day, ten seconds apart, a link again after three days.</summary>
    public static SendingLimits Default { get; } = new(200, TimeSpan.FromSeconds(10), TimeSpan.FromHours(72));

    /// <summary>No limits.</summary>
    public static SendingLimits None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>When the next notice may go to a contact.</summary>
    /// <param name="taken">When notices went there during the last day or are planned to go, in ascending order.</param>
    /// <param name="now">Now.</param>
    /// <returns>Not before <paramref name="now"/>; the reason where it is later, one of <see cref="NoticeReasons"/>.</returns>
    public (DateTimeOffset At, string? Reason) NextSlot(IReadOnlyList<DateTimeOffset> taken, DateTimeOffset now)
    {
        (DateTimeOffset At, string? Reason) slot = (now, null);
        if (taken.Count > 0 && taken[^1] + Gap > slot.At)
        {
            slot = (taken[^1] + Gap, NoticeReasons.ContactGap);
        }

        return DailyCap > 0 && taken.Count >= DailyCap && taken[^DailyCap] + Day > slot.At
            ? (taken[^DailyCap] + Day, NoticeReasons.ContactCap)
            : slot;
    }
}
