using System.Security.Cryptography;
using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Frames;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Documents;

/// <summary>The whole document has come, and with it the sealed object that carries its key and says what it is.</summary>
public sealed class FinishDocument(CaseManagerDbContext database, FindByReceipt findByReceipt, StoreObjects store, AuditLog audit, TimeProvider time)
{
    /// <param name="objects">Her sealed <c>document</c>.</param>
    /// <exception cref="RefusedException">
    /// <c>unknown-receipt</c>, <c>unknown-document</c>, <c>objects</c>; <c>documents-off</c>, <c>case-closed</c>, <c>not-asked</c>: no longer wanted;
    /// <c>document-differs</c>: it arrived before, with another object; <c>document-incomplete</c>: chunks are missing; <c>document-damaged</c>: the bytes
    /// are not those that were announced or no age file of ours, and all are forgotten; what a sealed object is refused for.
    /// </exception>
    /// <exception cref="BehindException">She wrote from somewhere else meanwhile.</exception>
    public async Task RunAsync(ReceiptProof? receipt, Guid documentId, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (objects is not [{ Kind: ObjectKinds.Document } described])
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var caseId = (await findByReceipt.RunAsync(receipt, cancel)).CaseId;
        await audit.LockAsync(caseId, cancel);
        var document = await database.Set<SealedDocument>().SingleOrDefaultAsync(row => row.Id == documentId && row.CaseId == caseId, cancel)
            ?? throw new RefusedException("unknown-document", RefusalKind.NotFound);
        if (document.SentAt is not null && document.ObjectId != described.ObjectId)
        {
            throw new RefusedException("document-differs", RefusalKind.Conflict);
        }

        if (document.SentAt is null)
        {
            await database.RequireWantedAsync(caseId, document.AskedId, cancel);
            await RequireAllChunksAsync(document, cancel);
        }

        // The place in the chain before the bytes: whoever is behind costs no look at ten megabytes.
        await store.RunAsync(caseId, Authors.Survivor, objects, replaceWraps: false, cancel);
        if (document.SentAt is not null)
        {
            return; // The same once more: the answer was lost.
        }

        if (!await IsWholeAsync(document, cancel))
        {
            await transaction.RollbackAsync(cancel);
            await database.Set<DocumentChunk>().Where(chunk => chunk.DocumentId == documentId).ExecuteDeleteAsync(cancel);
            throw new RefusedException("document-damaged", RefusalKind.Conflict);
        }

        document.Finish(described.ObjectId, time.GetUtcNow());
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            caseId, "DocumentSent", Actor.Survivor, new AuditData { { "documentId", documentId }, { "objectId", described.ObjectId }, { "hash", document.Hash } }, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task RequireAllChunksAsync(SealedDocument document, CancellationToken cancel)
    {
        if (await database.Set<DocumentChunk>().CountAsync(chunk => chunk.DocumentId == document.Id, cancel) != DocumentLimits.ChunksOf(document.Length))
        {
            throw new RefusedException("document-incomplete", RefusalKind.Conflict);
        }
    }

    /// <returns>Whether the bytes are those that were announced, and one of our age files.</returns>
    private async Task<bool> IsWholeAsync(SealedDocument document, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunks = database.Set<DocumentChunk>().AsNoTracking().Where(chunk => chunk.DocumentId == document.Id).OrderBy(chunk => chunk.Index).AsAsyncEnumerable();
        await foreach (var chunk in chunks.WithCancellation(cancel))
        {
            if (chunk.Index == 0 && !IsOurs(chunk.Bytes, document.Length))
            {
                return false;
            }

            hash.AppendData(chunk.Bytes);
        }

        return hash.GetHashAndReset().AsSpan().SequenceEqual(document.Hash);
    }

    private static bool IsOurs(byte[] start, int length)
    {
        try
        {
            var header = AgeHeader.Read(start);
            var plaintext = header.PlaintextLength(length);
            return header.Recipients == 1 && plaintext >= Padding.Smallest && Padding.PaddedLength(plaintext) == plaintext;
        }
        catch (RefusedException)
        {
            return false;
        }
    }
}
