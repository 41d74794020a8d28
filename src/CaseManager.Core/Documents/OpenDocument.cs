using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Documents;

/// <summary>Gives out the sealed bytes of a document, to a caseworker's browser or for recovery, and writes down that it was given, every time.</summary>
public sealed class OpenDocument(CaseManagerDbContext database, AuditLog audit)
{
    /// <exception cref="RefusedException"><c>unknown-document</c>, also for one whose bytes are destroyed.</exception>
    public async Task<OpenedDocument> RunAsync(Guid caseId, Guid documentId, Actor actor, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var length = await database.Set<SealedDocument>()
            .Where(document => document.Id == documentId && document.CaseId == caseId && document.SentAt != null && document.DestroyedAt == null)
            .Select(document => (int?)document.Length)
            .SingleOrDefaultAsync(cancel)
            ?? throw new RefusedException("unknown-document", RefusalKind.NotFound);
        await audit.AppendAsync(caseId, "DocumentOpened", actor, new AuditData { { "documentId", documentId } }, cancel);
        await transaction.CommitAsync(cancel);
        var chunks = database.Set<DocumentChunk>().AsNoTracking().Where(chunk => chunk.DocumentId == documentId).OrderBy(chunk => chunk.Index).Select(chunk => chunk.Bytes);
        return new OpenedDocument(length, chunks.AsAsyncEnumerable());
    }
}

/// <summary>A sealed document on its way to a browser.</summary>
/// <param name="Length">Bytes of all chunks together.</param>
public sealed record OpenedDocument(int Length, IAsyncEnumerable<byte[]> Chunks);
