using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Recovery;

/// <summary>Hands out the recovery files that count, and writes down to whom.</summary>
public sealed class TakeRecoveryFiles(CaseManagerDbContext database, AuditLog audit)
{
    /// <exception cref="RefusedException"><c>no-recovery-files</c>: the organisation keeps them elsewhere, or has none yet.</exception>
    public async Task<RecoveryFiles> RunAsync(Actor actor, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var files = await database.Set<RecoveryFiles>().AsNoTracking().SingleOrDefaultAsync(cancel)
            ?? throw new RefusedException("no-recovery-files", RefusalKind.NotFound);
        await audit.AppendAsync(AuditLog.Organisation, "RecoveryFilesTaken", actor, new AuditData(), cancel);
        await transaction.CommitAsync(cancel);
        return files;
    }
}
