using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Documents;

/// <summary>Destroys the bytes of a document at once: she takes it back, or a caseworker must not keep it. That it was there stays known.</summary>
public sealed class DestroyDocument(CaseManagerDbContext database, FindByReceipt findByReceipt, AuditLog audit, TimeProvider time)
{
    /// <summary>Hers; one that has not arrived whole is forgotten, as if it had never been begun.</summary>
    /// <exception cref="RefusedException"><c>unknown-receipt</c>, <c>unknown-document</c>.</exception>
    public async Task TakeBackAsync(ReceiptProof? receipt, Guid documentId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var caseId = (await findByReceipt.RunAsync(receipt, cancel)).CaseId;
        await audit.LockAsync(caseId, cancel);
        var forgotten = await database.Set<SealedDocument>()
            .Where(row => row.Id == documentId && row.CaseId == caseId && row.SentAt == null)
            .ExecuteDeleteAsync(cancel);
        if (forgotten == 0)
        {
            await DestroyAsync(caseId, documentId, byHer: true, Actor.Survivor, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <exception cref="RefusedException"><c>unknown-document</c>.</exception>
    public async Task RunAsync(Guid caseId, Guid documentId, Guid staffId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await DestroyAsync(caseId, documentId, byHer: false, Actor.Staff(staffId), cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task DestroyAsync(Guid caseId, Guid documentId, bool byHer, Actor actor, CancellationToken cancel)
    {
        var document = await database.Set<SealedDocument>()
            .SingleOrDefaultAsync(row => row.Id == documentId && row.CaseId == caseId && row.SentAt != null, cancel)
            ?? throw new RefusedException("unknown-document", RefusalKind.NotFound);
        if (document.DestroyedAt is not null)
        {
            return;
        }

        document.Destroy(byHer, time.GetUtcNow());
        await database.SaveChangesAsync(cancel);
        await database.Set<DocumentChunk>().Where(chunk => chunk.DocumentId == documentId).ExecuteDeleteAsync(cancel);
        await audit.AppendAsync(caseId, "DocumentDestroyed", actor, new AuditData { { "documentId", documentId } }, cancel);
    }
}
