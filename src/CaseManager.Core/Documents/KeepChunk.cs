using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Documents;

/// <summary>Keeps one part of a document that is on its way. The same part again is success.</summary>
public sealed class KeepChunk(CaseManagerDbContext database, FindByReceipt findByReceipt)
{
    /// <param name="index">From 0.</param>
    /// <exception cref="RefusedException">
    /// <c>unknown-receipt</c>; <c>unknown-document</c>: not begun, finished, or another one was begun since; <c>chunk</c>: no part of this document has
    /// that place and length; <c>chunk-differs</c>: other bytes are there.
    /// </exception>
    public async Task RunAsync(ReceiptProof? receipt, Guid documentId, int index, byte[] bytes, CancellationToken cancel)
    {
        var caseId = (await findByReceipt.RunAsync(receipt, cancel)).CaseId;
        var length = await database.Set<SealedDocument>()
            .Where(document => document.Id == documentId && document.CaseId == caseId && document.SentAt == null)
            .Select(document => (int?)document.Length)
            .SingleOrDefaultAsync(cancel)
            ?? throw new RefusedException("unknown-document", RefusalKind.NotFound);
        if (index < 0 || index >= DocumentLimits.ChunksOf(length) || bytes.Length != DocumentLimits.LengthOf(index, length))
        {
            throw new RefusedException("chunk");
        }

        // The answer to the first time may be lost, and both may run at once. A document that is forgotten meanwhile takes no part.
        var kept = await database.Database.ExecuteSqlAsync(
            $"""
            insert into documents.chunks ("DocumentId", "Index", "Bytes")
            select f."Id", {index}, {bytes} from documents.files f where f."Id" = {documentId} and f."SentAt" is null for key share
            on conflict do nothing
            """,
            cancel);
        if (kept == 0)
        {
            await RequireSameAsync(documentId, index, bytes, cancel);
        }
    }

    private async Task RequireSameAsync(Guid documentId, int index, byte[] bytes, CancellationToken cancel)
    {
        var there = await database.Set<DocumentChunk>()
            .Where(chunk => chunk.DocumentId == documentId && chunk.Index == index)
            .Select(chunk => chunk.Bytes)
            .SingleOrDefaultAsync(cancel)
            ?? throw new RefusedException("unknown-document", RefusalKind.NotFound);
        if (!there.AsSpan().SequenceEqual(bytes))
        {
            throw new RefusedException("chunk-differs", RefusalKind.Conflict);
        }
    }
}
