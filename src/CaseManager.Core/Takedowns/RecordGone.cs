using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>A person looked and it was gone. Once two people have, every request for it is only watched from then on.</summary>
public sealed class RecordGone(CaseManagerDbContext database, AuditLog audit, FollowTarget follow, PlanChecks checks, StartClocks clocks, TimeProvider time)
{
    /// <returns>What is known of the target now: suspected, or gone.</returns>
    /// <exception cref="RefusedException"><c>unknown-request</c>, or <c>wrong-state</c>: it is known to be gone.</exception>
    public async Task<TargetState> RunAsync(Guid requestId, Guid staffId, CancellationToken cancel)
    {
        var found = await database.Set<TakedownRequest>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == requestId, cancel)
            ?? throw new RefusedException("unknown-request", RefusalKind.NotFound);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var cases = await follow.LockCasesAsync(found.TargetId, cancel);

        // Another key may have made it part of another target meanwhile; the page she looks at is old then.
        var target = await follow.LockTargetAsync(found.TargetId, cancel)
            ?? throw new RefusedException("wrong-state", RefusalKind.Conflict);
        try
        {
            target.ObserveGone(staffId, time.GetUtcNow());
        }
        catch (WrongMoveException)
        {
            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }

        await audit.AppendAsync(
            found.CaseId,
            "TargetSeenGone",
            Actor.Staff(staffId),
            new AuditData { { "requestId", requestId }, { "targetId", target.Id }, { "state", target.State.ToString() } },
            cancel);
        if (target.State == TargetState.Gone)
        {
            await follow.WatchAsync(target.Id, Actor.Staff(staffId), cancel);
            await checks.GoneAsync(target.Id, time.GetUtcNow(), cancel);
        }

        await database.SaveChangesAsync(cancel);
        await clocks.RefreshCasesAsync([.. cases], cancel);

        await transaction.CommitAsync(cancel);
        return target.State;
    }
}
