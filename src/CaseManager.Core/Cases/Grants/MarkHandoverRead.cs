using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Grants;

/// <summary>A colleague read what was written for her when she got a case; it no longer stands on top of it.</summary>
public sealed class MarkHandoverRead(CaseManagerDbContext database, AuditLog audit)
{
    /// <param name="objectId">The newest <c>handover</c> she read; one that came later stays on top.</param>
    /// <exception cref="RefusedException"><c>unknown-case</c>; <c>unknown-object</c>; <c>not-yours</c>: she does not work on it.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, Guid objectId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await database.FindReportAsync(caseId, cancel);
        var storedAt = await database.Set<SealedObject>()
            .Where(o => o.CaseId == caseId && o.ObjectId == objectId && o.Kind == ObjectKinds.Handover)
            .Select(o => (DateTimeOffset?)o.StoredAt)
            .SingleOrDefaultAsync(cancel) ?? throw new RefusedException("unknown-object", RefusalKind.NotFound);
        var grant = await database.Set<CaseGrant>().SingleOrDefaultAsync(row => row.CaseId == caseId && row.StaffId == staffId, cancel)
            ?? throw new RefusedException("not-yours", RefusalKind.Conflict);
        if (grant.ReadHandover(storedAt))
        {
            await database.SaveChangesAsync(cancel);
            await audit.AppendAsync(caseId, "HandoverRead", Actor.Staff(staffId), new AuditData { { "objectId", objectId } }, cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
