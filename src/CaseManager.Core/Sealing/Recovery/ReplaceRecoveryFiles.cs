using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Recovery;

/// <summary>Puts recovery files with other holders' words in the place of the old ones. The root signed for them, so two holders opened an old one.</summary>
public sealed class ReplaceRecoveryFiles(CaseManagerDbContext database, ReadRoster read, TakeEntry take, AuditLog audit, TimeProvider clock)
{
    /// <exception cref="RefusedException"><c>no-instance</c>, <c>recovery-files</c>, <c>roster-…</c>: the entry does not follow, or the root did not sign it.</exception>
    public async Task RunAsync(Guid administrator, SignedDocument entry, NewRecoveryFiles files, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var roster = await read.RunAsync(cancel) ?? throw new RefusedException("no-instance", RefusalKind.Conflict);
        if (await take.RunAsync(roster, entry, Actor.Staff(administrator), cancel) is not RecoveryDocument)
        {
            throw new RefusedException("recovery-files");
        }

        var checkedFiles = files.Check(roster, clock.GetUtcNow());
        await database.Set<RecoveryFiles>().ExecuteDeleteAsync(cancel);
        database.Add(checkedFiles);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
