using System.Security.Cryptography;
using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Documents;

/// <summary>Her browser says which document comes, or goes on with one that was interrupted.</summary>
public sealed class StartDocument(CaseManagerDbContext database, FindByReceipt findByReceipt, AuditLog audit, TimeProvider time)
{
    /// <param name="askedId">What it answers.</param>
    /// <param name="length">Bytes of the age file.</param>
    /// <param name="hash">Its SHA-256.</param>
    /// <returns>The chunks that are here already.</returns>
    /// <exception cref="RefusedException">
    /// <c>unknown-receipt</c>, <c>documents-off</c>, <c>case-closed</c>; <c>not-asked</c>: nobody asked for it, or no longer;
    /// <c>documents-full</c>: the case has as many as it may; <c>too-large</c>, <c>document</c>; <c>document-differs</c>: that id is another one's.
    /// </exception>
    public async Task<IReadOnlyList<int>> RunAsync(ReceiptProof? receipt, Guid askedId, Guid documentId, int length, byte[] hash, CancellationToken cancel)
    {
        if (length > DocumentLimits.MaximumSealedLength)
        {
            throw new RefusedException("too-large", RefusalKind.TooLarge);
        }

        if (length <= 0 || hash.Length != SHA256.HashSizeInBytes)
        {
            throw new RefusedException("document");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var caseId = (await findByReceipt.RunAsync(receipt, cancel)).CaseId;
        await audit.LockAsync(caseId, cancel);
        var there = await database.Set<SealedDocument>().AsNoTracking().SingleOrDefaultAsync(document => document.Id == documentId, cancel);
        if (there is not null && !(there.CaseId == caseId && there.AskedId == askedId && there.Length == length && there.Hash.AsSpan().SequenceEqual(hash)))
        {
            throw new RefusedException("document-differs", RefusalKind.Conflict);
        }

        if (there is { SentAt: not null })
        {
            return [.. Enumerable.Range(0, DocumentLimits.ChunksOf(length))];
        }

        await database.RequireWantedAsync(caseId, askedId, cancel);
        if (there is null)
        {
            await MakeRoomAsync(caseId, cancel);
            database.Add(new SealedDocument { Id = documentId, CaseId = caseId, AskedId = askedId, Length = length, Hash = hash, StartedAt = time.GetUtcNow() });
            await database.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return await database.Set<DocumentChunk>()
            .Where(chunk => chunk.DocumentId == documentId)
            .OrderBy(chunk => chunk.Index)
            .Select(chunk => chunk.Index)
            .ToListAsync(cancel);
    }

    /// <summary>One comes at a time: what was begun before and not finished cannot be gone on with from another page.</summary>
    private async Task MakeRoomAsync(Guid caseId, CancellationToken cancel)
    {
        await database.Set<SealedDocument>().Where(document => document.CaseId == caseId && document.SentAt == null).ExecuteDeleteAsync(cancel);
        if (await database.Set<SealedDocument>().CountAsync(document => document.CaseId == caseId && document.DestroyedAt == null, cancel) >= DocumentLimits.MostOfACase)
        {
            throw new RefusedException("documents-full", RefusalKind.Conflict);
        }
    }
}
