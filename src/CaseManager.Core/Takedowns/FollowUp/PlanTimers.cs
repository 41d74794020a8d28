using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.FollowUp.Timers;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp;

/// <summary>
/// Sets and cancels the timers of requests as their state asks for. Whoever moves a request calls it afterwards, inside the
/// same transaction and with the case's chain locked; a second call changes nothing.
/// </summary>
public sealed class PlanTimers(CaseManagerDbContext database, ReadRequestFacts readFacts, AuditLog audit, TakedownPolicy policy, TimeProvider time)
{
    internal static readonly Actor Actor = Actor.Job("follow-up");

    /// <summary>Timers and open steps of these requests, which were saved before.</summary>
    public Task RefreshAsync(IReadOnlyCollection<Guid> requestIds, CancellationToken cancel) =>
        RefreshAsync(database.Set<TakedownRequest>().Where(request => requestIds.Contains(request.Id)), cancel);

    /// <summary>The same for every request of these cases.</summary>
    public Task RefreshCasesAsync(IReadOnlyCollection<Guid> caseIds, CancellationToken cancel) =>
        RefreshAsync(database.Set<TakedownRequest>().Where(request => caseIds.Contains(request.CaseId)), cancel);

    internal async Task RefreshAsync(IQueryable<TakedownRequest> which, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var happened = new List<NewAuditEvent>();
        foreach (var facts in await readFacts.RunAsync(which, cancel))
        {
            happened.AddRange(Settle(facts, now));
            happened.AddRange(Set(facts, [.. WantedTimers.Of(facts, policy.Office, now)]));
        }

        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(happened, cancel);
    }

    /// <summary>Steps that the request's state has overtaken, and steps whose notice reached nobody.</summary>
    private static IEnumerable<NewAuditEvent> Settle(RequestFacts facts, DateTimeOffset now)
    {
        foreach (var step in facts.Steps)
        {
            if (step.State == StepState.Open && IsOver(facts, step))
            {
                step.Overtake();
                yield return Event(facts, step, "StepOvertaken");
            }
            else if (step is { State: StepState.Taken, NoticeId: { } noticeId } && facts.Request.State == RequestState.Active
                && facts.Notices.Any(notice => notice.Id == noticeId && NoticeMoves.HasFailed(notice.State)))
            {
                step.Open(now, step.LookFirst);
                yield return Event(facts, step, "StepOpenedAgain");
            }
        }
    }

    private static bool IsOver(RequestFacts facts, Escalation step) => step.RungId switch
    {
        Escalation.HoldReview => facts.Request.State != RequestState.OnHold,
        Escalation.AnswerWaits => facts.Request.State != RequestState.Active || !facts.AnswerNeedsPerson || facts.Request.AnsweredAt is not { } answered || facts.ActedSince(answered),
        _ => facts.Request.State != RequestState.Active || facts.Target == TargetState.Gone || step.Round != facts.Request.Round,
    };

    private IEnumerable<NewAuditEvent> Set(RequestFacts facts, IReadOnlyList<WantedTimer> wanted)
    {
        foreach (var timer in facts.Timers.Where(timer => !wanted.Any(one => one.IsFor(timer))))
        {
            timer.Cancel();
        }

        foreach (var one in wanted)
        {
            var known = facts.Timers.Where(one.IsFor).MaxBy(timer => timer.Round);

            // A step that was opened and then overtaken, while its request rested, comes up once more.
            if (known is null || known is { State: TimerState.Fired, Kind: TimerKind.Rung } || IsOvertaken(facts, known))
            {
                Add(facts, one);
            }
            else if (known.State == TimerState.Cancelled)
            {
                known.Set(one.DueAt, one.Calendar);
            }
            else if (known.State == TimerState.Pending && (known.DueAt, known.Calendar) != (one.DueAt, one.Calendar))
            {
                var before = known.DueAt;
                known.Set(one.DueAt, one.Calendar);
                if (before != one.DueAt)
                {
                    yield return new NewAuditEvent(
                        facts.Request.CaseId,
                        "TimerMoved",
                        Actor,
                        new AuditData { { "requestId", facts.Request.Id }, { "kind", one.Kind.ToString() }, { "before", before }, { "dueAt", one.DueAt } });
                }
            }
        }
    }

    private static bool IsOvertaken(RequestFacts facts, RequestTimer timer) => timer is { State: TimerState.Fired, Kind: TimerKind.AnswerDue }
        && facts.Steps.Any(step => step is { RungId: Escalation.AnswerWaits, State: StepState.Overtaken } && step.Repeat == timer.Round);

    private void Add(RequestFacts facts, WantedTimer wanted)
    {
        var timer = new RequestTimer
        {
            RequestId = facts.Request.Id,
            Kind = wanted.Kind,
            Round = 1 + facts.Timers.Where(timer => timer.Kind == wanted.Kind).Select(timer => timer.Round).DefaultIfEmpty().Max(),
            CaseId = facts.Request.CaseId,
            CountedFrom = wanted.CountedFrom,
            Step = wanted.Step,
        };
        timer.Set(wanted.DueAt, wanted.Calendar);
        database.Add(timer);
    }

    private static NewAuditEvent Event(RequestFacts facts, Escalation step, string type) => new(
        facts.Request.CaseId, type, Actor, new AuditData { { "requestId", facts.Request.Id }, { "step", step.RungId }, { "round", step.Round } });
}
