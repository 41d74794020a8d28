using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.FollowUp.Timers;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp;

/// <summary>
/// Fires timers that are due: guard, next step with its unique key, ledger, and the used-up timer in one transaction. A clock that
/// jumps ahead fires each once, one that is set back fires nothing twice: what was opened stands in the database.
/// </summary>
public sealed class FireTimers(CaseManagerDbContext database, PlanTimers planTimers, FindDueTimers findDue, AuditLog audit, TimeProvider time)
{
    /// <summary>Seen so lately, content counts as still there.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(6);

    /// <returns>What became of it; a case that cannot be worked on now is looked at again with the next call.</returns>
    public async Task<FiredTimers> RunAsync(CancellationToken cancel)
    {
        var (fired, failed) = (0, new List<FailedTimers>());
        DueTimer? after = null;
        while (await findDue.RunAsync(time.GetUtcNow(), after, cancel) is { Count: > 0 } due)
        {
            foreach (var ofCase in due.GroupBy(timer => timer.CaseId))
            {
                try
                {
                    fired += await FireAsync(ofCase.Key, [.. ofCase.Select(timer => timer.RequestId).Distinct()], cancel);
                }
                // Whatever it is: one case must not hold up the others.
                catch (Exception failure) when (!cancel.IsCancellationRequested)
                {
                    failed.Add(new FailedTimers(ofCase.Key, failure.GetType().Name));
                }
            }

            after = due[^1];
        }

        return new FiredTimers(fired, failed);
    }

    private async Task<int> FireAsync(Guid caseId, List<Guid> requestIds, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);

        // What another worker has in hand is passed by; what is not due any more after a second look does not fire.
        var claimed = await ClaimAsync(requestIds, cancel);
        await planTimers.RefreshAsync(requestIds, cancel);
        var now = time.GetUtcNow();
        var happened = new List<NewAuditEvent>();
        foreach (var timer in claimed.Where(timer => timer.State == TimerState.Pending && timer.DueAt <= now))
        {
            timer.Fire(now);
            happened.AddRange(await DoAsync(timer, now, cancel));
        }

        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(happened, cancel);
        await planTimers.RefreshAsync(requestIds, cancel);
        await transaction.CommitAsync(cancel);
        return claimed.Count(timer => timer.FiredAt == now);
    }

    private Task<List<RequestTimer>> ClaimAsync(List<Guid> requestIds, CancellationToken cancel) => database.Set<RequestTimer>().FromSql(
        $"""
        select t.* from takedowns.request_timers t
        where t."RequestId" = any({requestIds}) and t."State" = 'Pending' and t."DueAt" <= {time.GetUtcNow()}
        order by t."DueAt", t."RequestId", t."Kind" for update skip locked
        """).ToListAsync(cancel);

    private async Task<IReadOnlyList<NewAuditEvent>> DoAsync(RequestTimer timer, DateTimeOffset now, CancellationToken cancel)
    {
        switch (timer.Kind)
        {
            case TimerKind.Deadline:
                return [new NewAuditEvent(timer.CaseId, "DeadlinePassed", PlanTimers.Actor, new AuditData { { "requestId", timer.RequestId }, { "dueAt", timer.DueAt } })];
            case TimerKind.Rung:
                var (rungId, round, repeat) = NextRung.Read(timer.Step!);
                return [await OpenAsync(timer, rungId, round, repeat, now, cancel)];
            case TimerKind.AnswerDue:
                return [await OpenAsync(timer, Escalation.AnswerWaits, await RoundAsync(timer.RequestId, cancel), timer.Round, now, cancel)];
            case TimerKind.HoldReview when await database.Set<Escalation>().AnyAsync(step => step.RequestId == timer.RequestId && step.RungId == Escalation.HoldReview && step.State == StepState.Open, cancel):
                return [];
            case TimerKind.HoldReview:
                return [await OpenAsync(timer, Escalation.HoldReview, await RoundAsync(timer.RequestId, cancel), timer.Round, now, cancel)];
            default:
                throw new InvalidOperationException($"Nothing is known of timers of the kind {timer.Kind}.");
        }
    }

    private async Task<NewAuditEvent> OpenAsync(RequestTimer timer, string rungId, int round, int repeat, DateTimeOffset now, CancellationToken cancel)
    {
        var step = await database.Set<Escalation>().FirstOrDefaultAsync(
            row => row.RequestId == timer.RequestId && row.RungId == rungId && row.Round == round && row.Repeat == repeat, cancel);
        if (step is null)
        {
            step = new Escalation
            {
                Id = RandomId.New(),
                RequestId = timer.RequestId,
                CaseId = timer.CaseId,
                LadderVersion = LadderDirectory.Seed.Version,
                RungId = rungId,
                Round = round,
                Repeat = repeat,
            };
            database.Add(step);
        }

        step.Open(now, step.IsRung && await MustBeLookedAtAsync(timer.RequestId, now, cancel));
        return new NewAuditEvent(timer.CaseId, "StepOpened", PlanTimers.Actor, new AuditData
        {
            { "requestId", timer.RequestId }, { "step", rungId }, { "round", round }, { "repeat", repeat },
            { "ladderVersion", step.LadderVersion }, { "lookFirst", step.LookFirst },
        });
    }

    private async Task<bool> MustBeLookedAtAsync(Guid requestId, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - Fresh;
        return !await (
            from request in database.Set<TakedownRequest>()
            join target in database.Set<Target>() on request.TargetId equals target.Id
            where request.Id == requestId && target.ObservedAt >= since && (target.State == TargetState.Live || target.State == TargetState.Reappeared)
            select request).AnyAsync(cancel);
    }

    private Task<int> RoundAsync(Guid requestId, CancellationToken cancel) =>
        database.Set<TakedownRequest>().Where(request => request.Id == requestId).Select(request => request.Round).SingleAsync(cancel);
}

/// <summary>What a look for due timers did.</summary>
/// <param name="Fired">Timers that fired.</param>
/// <param name="Failed">What was not worked on.</param>
public sealed record FiredTimers(int Fired, IReadOnlyList<FailedTimers> Failed);

/// <summary>Timers of a case that could not fire.</summary>
/// <param name="Failure">The kind of failure only: what it says may hold an address.</param>
public sealed record FailedTimers(Guid CaseId, string Failure);
