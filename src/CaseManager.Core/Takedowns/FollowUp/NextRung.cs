using System.Globalization;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.FollowUp.Calendars;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.FollowUp.Timers;
using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Core.Takedowns.FollowUp;

/// <summary>Which step of its ladder a request comes to next, and when. Pure.</summary>
internal static class NextRung
{
    /// <summary>A question of the recipient pauses the ladder no longer than this.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(48);

    /// <summary>"It is removed" is believed for so long without anybody having looked.</summary>
    public static readonly TimeSpan LongestClaim = TimeSpan.FromHours(24);

    /// <returns><see langword="null"/> while a step is open, a notice is on its way, the request does not ask, or no rung is left.</returns>
    public static WantedTimer? Of(RequestFacts facts, BusinessCalendar calendar, DateTimeOffset now)
    {
        var request = facts.Request;
        if (request is not { State: RequestState.Active, ClockStartedAt: { } started } || !facts.HasConsent || facts.Target == TargetState.Gone)
        {
            return null;
        }

        var steps = facts.Steps.Where(step => step.IsRung && step.Round == request.Round).ToList();
        // What was opened because she asked stands beside the ladder.
        steps.RemoveAll(step => facts.Ladder.Find(step.RungId) is { OnlyIfAsked: true });
        if (steps.Exists(step => step.State == StepState.Open))
        {
            return null;
        }

        var last = steps.Where(step => step.State is StepState.Taken or StepState.Skipped).MaxBy(step => step.DecidedAt);
        var next = facts.Ladder.After(last?.RungId, last?.Repeat ?? 0).FirstOrDefault(step => facts.Suits(step.Rung));
        if (next.Rung is null)
        {
            return null;
        }

        var name = NameOf(next.Rung.Id, request.Round, next.Repeat);
        var from = last switch
        {
            null when request.Round > 1 => facts.Timers.FirstOrDefault(timer => timer.Step == name)?.CountedFrom ?? now,
            null => started,
            { NoticeId: { } noticeId } => facts.Notices.FirstOrDefault(notice => notice.Id == noticeId)?.LeftAt,
            _ => last.DecidedAt,
        };
        if (from is not { } countedFrom)
        {
            // It has not left yet.
            return null;
        }

        var (offset, basis) = OffsetOf(facts, next.Rung, last, countedFrom);
        return new WantedTimer(TimerKind.Rung, countedFrom, Adjusted(facts, offset.After(basis, calendar)), name, offset.Clock == OffsetClock.Business ? calendar.Version : null);
    }

    /// <summary>Name of a step within a request.</summary>
    public static string NameOf(string rungId, int round, int repeat) => string.Create(CultureInfo.InvariantCulture, $"{rungId}.{round}.{repeat}");

    /// <summary>Reads a name back.</summary>
    public static (string RungId, int Round, int Repeat) Read(string name) => name.Split('.') is [var rungId, var round, var repeat]
        ? (rungId, int.Parse(round, CultureInfo.InvariantCulture), int.Parse(repeat, CultureInfo.InvariantCulture))
        : throw new FormatException("A step's name has three parts.");

    // The first step of a round waits as the first rung says, whichever of them is the first that means anything here.
    private static (RungOffset Offset, DateTimeOffset From) OffsetOf(RequestFacts facts, Rung rung, Escalation? last, DateTimeOffset countedFrom)
    {
        var first = facts.Ladder.Rungs[0];
        if (last is null && facts.Request.Round > 1 && first.Again is { } again)
        {
            return (again, countedFrom);
        }

        var rule = last is null ? first : rung;
        return rule.Offset.From == OffsetFrom.Accepted ? (rule.Offset, countedFrom)
            : facts.Request.DueAt is { } dueAt && last is null ? (rule.Offset, dueAt)
            : (rule.WithoutDue ?? rule.Offset, countedFrom);
    }

    private static DateTimeOffset Adjusted(RequestFacts facts, DateTimeOffset due)
    {
        if (facts.Request.AnsweredAt is { } answered && !facts.ActedSince(answered))
        {
            due = facts.Request.Answer switch
            {
                AnswerClasses.Refused => answered < due ? answered : due,
                AnswerClasses.AsksForMore or AnswerClasses.ConfirmAddress => Later(due, FirstAsked(facts, answered) + LongestPause),
                AnswerClasses.SaysRemoved when !WasSeenSince(facts, answered) => Later(due, answered + LongestClaim),

                // It is not so.
                AnswerClasses.SaysRemoved when facts.ObservedAt is { } seen && seen < due => seen,
                _ => due,
            };
        }

        return facts.Target == TargetState.SuspectedGone && facts.ObservedAt is { } missed ? Later(due, missed + TargetWatch.EnoughTime) : due;
    }

    // Asking again and again pauses no longer than asking once.
    private static DateTimeOffset FirstAsked(RequestFacts facts, DateTimeOffset answered) => facts.Timers
        .Where(timer => timer.Kind == TimerKind.AnswerDue && !facts.ActedSince(timer.CountedFrom))
        .Select(timer => timer.CountedFrom)
        .Append(answered)
        .Min();

    private static bool WasSeenSince(RequestFacts facts, DateTimeOffset at) =>
        facts.ObservedAt > at && facts.Target is (TargetState.Live or TargetState.Reappeared or TargetState.Withheld);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
