using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Related;

/// <summary>Lets a case that is worked on in another stand alone again. Once it does, this changes nothing.</summary>
public sealed class SplitCase(CaseManagerDbContext database, AuditLog audit)
{
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>not-taken-up</c>; <c>merged</c>: into yet another case, meanwhile.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);

        // Both chains are locked at once, in the order that everybody keeps.
        var intoId = await database.Set<Case>().Where(row => row.CaseId == caseId).Select(row => row.MergedInto).SingleOrDefaultAsync(cancel);
        await audit.LockAsync([caseId, intoId ?? caseId], cancel);
        var merged = await database.FindCaseAsync(caseId, cancel);
        if (merged.MergedInto is not { } into)
        {
            return;
        }

        if (into != intoId)
        {
            throw new RefusedException("merged", RefusalKind.Conflict);
        }

        merged.Split();
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(RelatedEvents.Of("CaseSplit", caseId, into, staffId), cancel);
        await transaction.CommitAsync(cancel);
    }
}
