using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>A person looked and it is there, or there again: a program cannot see every place, and some places tell it something else.</summary>
public sealed class RecordThere(CaseManagerDbContext database, AuditLog audit, FollowTarget follow, PlanChecks checks, StartClocks clocks, TimeProvider time)
{
    /// <returns>What is known of the target now: live, or back.</returns>
    /// <exception cref="RefusedException"><c>unknown-request</c>, or <c>wrong-state</c>: the page she looks at is old.</exception>
    public async Task<TargetState> RunAsync(Guid requestId, Guid staffId, CancellationToken cancel)
    {
        var found = await database.Set<TakedownRequest>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == requestId, cancel)
            ?? throw new RefusedException("unknown-request", RefusalKind.NotFound);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var cases = await follow.LockCasesAsync(found.TargetId, cancel);
        var target = await follow.LockTargetAsync(found.TargetId, cancel)
            ?? throw new RefusedException("wrong-state", RefusalKind.Conflict);
        var (before, now, actor) = (target.State, time.GetUtcNow(), Actor.Staff(staffId));
        target.Observe(before == TargetState.Gone ? TargetState.Reappeared : before == TargetState.Reappeared ? before : TargetState.Live, now);
        await audit.AppendAsync(
            found.CaseId,
            "TargetSeenThere",
            actor,
            new AuditData { { "requestId", requestId }, { "targetId", target.Id }, { "state", target.State.ToString() } },
            cancel);
        await database.SaveChangesAsync(cancel);
        if (before is TargetState.Gone or TargetState.SuspectedGone)
        {
            await checks.ThereAsync(target.Id, now, cancel);
            await follow.ReopenAsync(target.Id, actor, cancel);
        }

        await database.SaveChangesAsync(cancel);
        await clocks.RefreshCasesAsync([.. cases], cancel);

        await transaction.CommitAsync(cancel);
        return target.State;
    }
}
