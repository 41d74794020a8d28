using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>A person repaired the relay or its password: the next notice tries at once instead of when the pause ends.</summary>
public sealed class TryRelayNow(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    public async Task RunAsync(string relay, Guid staffId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        if (await database.Set<RelayState>().SingleOrDefaultAsync(row => row.Relay == relay, cancel) is { OpenUntil: not null } state)
        {
            state.TryNow(time.GetUtcNow());
            await audit.AppendAsync(AuditLog.Organisation, "RelayTriedAgain", Actor.Staff(staffId), [], cancel);
            await database.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
