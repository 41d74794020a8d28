using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>Somebody read what she wrote and decided that it needs no answer.</summary>
public sealed class LeaveUnanswered(CaseManagerDbContext database, AuditLog audit)
{
    /// <param name="newestId">The newest message that was read; one that came later still waits.</param>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>not-taken-up</c>; <c>newer-message</c>: she wrote again meanwhile.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, Guid newestId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var caseFile = await database.FindCaseAsync(caseId, cancel);
        if (caseFile.AwaitsAnswerSince is null)
        {
            return;
        }

        var newest = await database.Set<SealedObject>()
            .Where(o => o.CaseId == caseId && o.Kind == ObjectKinds.Message && o.Author == Authors.Survivor)
            .OrderByDescending(o => o.StoredAt).ThenByDescending(o => o.Sequence)
            .Select(o => (Guid?)o.ObjectId)
            .FirstOrDefaultAsync(cancel);
        if (newest != newestId)
        {
            throw new RefusedException("newer-message", RefusalKind.Conflict);
        }

        caseFile.AnswerHer();
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(caseId, "AnswerNotNeeded", Actor.Staff(staffId), new AuditData { { "objectId", newestId } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}
