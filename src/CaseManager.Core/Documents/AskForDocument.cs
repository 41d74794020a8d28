using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Documents;

/// <summary>A caseworker asks her for one kind of document, in words that only she and staff read; or needs it no longer.</summary>
public sealed class AskForDocument(CaseManagerDbContext database, StoreObjects store, AuditLog audit, TimeProvider time)
{
    /// <param name="objects">The sealed <c>document</c> that asks, under <c>C</c>.</param>
    /// <exception cref="RefusedException">
    /// <c>documents-off</c>, <c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>, <c>no-receipt</c>: she cannot come back to
    /// send one; <c>objects</c>, or what a sealed object is refused for.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid staffId, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (objects is not [{ Kind: ObjectKinds.Document, KeyPair: KeyPairName.C } asking])
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await database.RequireDocumentsAsync(cancel);
        await database.FindOpenCaseAsync(caseId, cancel);
        if ((await database.FindReportAsync(caseId, cancel)).ReceiptLookup is null)
        {
            throw new RefusedException("no-receipt", RefusalKind.Conflict);
        }

        if (await store.RunAsync(caseId, Authors.Staff(staffId), objects, replaceWraps: false, cancel) > 0)
        {
            database.Add(new AskedDocument { Id = asking.ObjectId, CaseId = caseId, AskedAt = time.GetUtcNow() });
            await database.SaveChangesAsync(cancel);
            await audit.AppendAsync(caseId, "DocumentAsked", Actor.Staff(staffId), new AuditData { { "objectId", asking.ObjectId } }, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>Nothing more is taken for it; what she sent stays.</summary>
    /// <exception cref="RefusedException"><c>unknown-document</c>.</exception>
    public async Task EndAsync(Guid caseId, Guid askedId, Guid staffId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var asked = await database.Set<AskedDocument>().SingleOrDefaultAsync(row => row.Id == askedId && row.CaseId == caseId, cancel)
            ?? throw new RefusedException("unknown-document", RefusalKind.NotFound);
        if (asked.EndedAt is null)
        {
            asked.End(time.GetUtcNow());
            await database.SaveChangesAsync(cancel);
            await audit.AppendAsync(caseId, "DocumentAskEnded", Actor.Staff(staffId), new AuditData { { "objectId", askedId } }, cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
