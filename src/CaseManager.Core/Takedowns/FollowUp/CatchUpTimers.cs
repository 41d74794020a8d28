using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.FollowUp.Timers;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp;

/// <summary>Sets timers anew where something else than their request changed: the organisation's working hours, or the program that sets them.</summary>
public sealed class CatchUpTimers(CaseManagerDbContext database, PlanTimers planTimers, AuditLog audit, TakedownPolicy policy)
{
    private const int Most = 200;

    /// <summary>Pending timers of another working calendar are computed by today's; both values stand in the ledger.</summary>
    /// <returns>How many cases had one.</returns>
    public Task<int> ApplyCalendarAsync(CancellationToken cancel) => RefreshAsync(
        database.Set<RequestTimer>()
            .Where(timer => timer.State == TimerState.Pending && timer.Calendar != null && timer.Calendar != policy.Office.Version)
            .Select(timer => timer.CaseId),
        cancel);

    /// <summary>Requests of an older program have no timers; they get them.</summary>
    /// <returns>How many cases were looked at.</returns>
    public Task<int> AddMissingAsync(CancellationToken cancel) => RefreshAsync(
        database.Set<TakedownRequest>()
            .Where(request => ((request.State == RequestState.Active && request.ClockStartedAt != null) || request.State == RequestState.OnHold)
                && !database.Set<RequestTimer>().Any(timer => timer.RequestId == request.Id)
                && !database.Set<Escalation>().Any(step => step.RequestId == request.Id))
            .Select(request => request.CaseId),
        cancel);

    private async Task<int> RefreshAsync(IQueryable<Guid> which, CancellationToken cancel)
    {
        var (done, last) = (0, Guid.Empty);
        while (await NextAsync(which, last, cancel) is { Count: > 0 } cases)
        {
            foreach (var caseId in cases)
            {
                database.ChangeTracker.Clear();
                await using var transaction = await database.Database.BeginTransactionAsync(cancel);
                await audit.LockAsync(caseId, cancel);
                await planTimers.RefreshCasesAsync([caseId], cancel);
                await transaction.CommitAsync(cancel);
                (done, last) = (done + 1, caseId);
            }
        }

        return done;
    }

    // In the order of their ids, so that one for which nothing is to be set does not come up again.
    private static Task<List<Guid>> NextAsync(IQueryable<Guid> which, Guid last, CancellationToken cancel) =>
        which.Where(caseId => caseId > last).Distinct().OrderBy(caseId => caseId).Take(Most).ToListAsync(cancel);
}
