using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>Ends the work on a case. How it ended is sealed; the server learns only that it ended, and when.</summary>
public sealed class CloseCase(CaseManagerDbContext database, StoreObjects store, AuditLog audit, TimeProvider time)
{
    /// <param name="objects">The sealed <c>outcome</c>, under <c>N</c>.</param>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>, <c>objects</c>, or what a sealed object is refused for.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (objects is not [{ Kind: ObjectKinds.Outcome, KeyPair: KeyPairName.N }])
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var caseFile = await database.FindCaseAsync(caseId, cancel);
        if (caseFile.IsClosed && await IsStoredAsync(caseId, objects[0], cancel))
        {
            return;
        }

        if (caseFile.IsClosed)
        {
            throw new RefusedException("case-closed", RefusalKind.Conflict);
        }

        await store.RunAsync(caseId, Authors.Staff(staffId), objects, replaceWraps: false, cancel);
        caseFile.Close(time.GetUtcNow());
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(caseId, "CaseClosed", Actor.Staff(staffId), new AuditData { { "objectId", objects[0].ObjectId } }, cancel);
        await transaction.CommitAsync(cancel);
    }

    // The same click, twice.
    private Task<bool> IsStoredAsync(Guid caseId, NewObject outcome, CancellationToken cancel) =>
        database.Set<SealedObject>().AnyAsync(o => o.CaseId == caseId && o.ObjectId == outcome.ObjectId && o.Hash == outcome.Hash, cancel);
}
