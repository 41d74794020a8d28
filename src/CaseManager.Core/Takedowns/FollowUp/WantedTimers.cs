using CaseManager.Core.Takedowns.FollowUp.Calendars;
using CaseManager.Core.Takedowns.FollowUp.Timers;

namespace CaseManager.Core.Takedowns.FollowUp;

/// <summary>The timers a request should have pending, from its state alone. Pure.</summary>
internal static class WantedTimers
{
    /// <summary>An answer waits no longer than so much working time.</summary>
    public static readonly TimeSpan AnswerWaits = TimeSpan.FromHours(8);

    /// <summary>What rests is looked at after this time, and again.</summary>
    public static readonly TimeSpan HoldRests = TimeSpan.FromDays(7);

    public static IEnumerable<WantedTimer> Of(RequestFacts facts, BusinessCalendar calendar, DateTimeOffset now)
    {
        var request = facts.Request;
        if (request.State == RequestState.OnHold)
        {
            var since = facts.Timers.FirstOrDefault(timer => timer is { Kind: TimerKind.HoldReview, State: TimerState.Pending })?.CountedFrom ?? now;
            yield return new WantedTimer(TimerKind.HoldReview, since, since + HoldRests);
        }

        if (request is { State: RequestState.Active, ClockStartedAt: { } started, DueAt: { } dueAt })
        {
            yield return new WantedTimer(TimerKind.Deadline, started, dueAt);
        }

        if (request is { State: RequestState.Active, AnsweredAt: { } answered } && facts.AnswerNeedsPerson && !facts.ActedSince(answered))
        {
            yield return new WantedTimer(TimerKind.AnswerDue, answered, calendar.AddHours(answered, AnswerWaits), Calendar: calendar.Version);
        }

        if (NextRung.Of(facts, calendar, now) is { } rung)
        {
            yield return rung;
        }
    }
}
