using System.Security.Cryptography;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Grants;
using CaseManager.Core.Cases.Keys;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>
/// Puts a new receipt in the place of the old one, or burns the old one without a new: whoever holds the old one comes in no
/// more, and opens nothing that is written from now on.
/// </summary>
public sealed class ReissueReceipt(CaseManagerDbContext database, Colleagues colleagues, RekeyCase rekey, StoreObjects store, AuditLog audit)
{
    /// <param name="receipt">SHA-256 of the new receipt's lookup id and of its token; <see langword="null"/> to burn only.</param>
    /// <param name="objects">The sealed <c>note</c> about how she was recognised, under <c>N</c>.</param>
    /// <param name="change">New keys, and every wrap of <c>C</c> anew, since each names her receipt's key.</param>
    /// <exception cref="RefusedException">
    /// <c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>, <c>not-yours</c>, <c>objects</c>; <c>receipt</c>: malformed, or in use; <c>no-receipt</c>: there
    /// is none to burn; <c>venue-file</c>: the file of a channel, group or site is nobody's own; or what <see cref="RekeyCase"/> refuses.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid actor, NewReceipt? receipt, IReadOnlyList<NewObject> objects, CaseKeyChange change, CancellationToken cancel)
    {
        if (objects is not [{ Kind: ObjectKinds.Note, KeyPair: KeyPairName.N }])
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if ((await colleagues.LockAsync(caseId, actor, cancel)).VenueId is not null)
        {
            throw new RefusedException("venue-file", RefusalKind.Conflict);
        }

        var report = await database.FindReportAsync(caseId, cancel);
        if (receipt is not null && report.ReceiptLookup.AsSpan().SequenceEqual(receipt.Lookup) && report.ReceiptToken.AsSpan().SequenceEqual(receipt.Token))
        {
            // The same post again, after an answer that was lost.
            return;
        }

        await ReplaceAsync(report, receipt, cancel);
        await database.Set<SealedObject>()
            .Where(o => o.CaseId == caseId && o.Kind == ObjectKinds.Wrap && o.KeyPair == KeyPairName.C)
            .ExecuteDeleteAsync(cancel);
        await store.RunAsync(caseId, Authors.Staff(actor), objects, replaceWraps: false, cancel);
        await rekey.RunAsync(caseId, actor, change, cancel);
        await audit.AppendAsync(caseId, receipt is null ? "ReceiptBurnt" : "ReceiptReissued", Actor.Staff(actor), [], cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task ReplaceAsync(Report report, NewReceipt? receipt, CancellationToken cancel)
    {
        if (receipt is null && report.ReceiptLookup is null)
        {
            throw new RefusedException("no-receipt", RefusalKind.Conflict);
        }

        if (receipt is not null
            && (receipt.Lookup.Length != SHA256.HashSizeInBytes || receipt.Token.Length != SHA256.HashSizeInBytes
                || await database.Set<Report>().AnyAsync(other => other.ReceiptLookup == receipt.Lookup, cancel)))
        {
            throw new RefusedException("receipt");
        }

        report.UseReceipt(receipt?.Lookup, receipt?.Token);
        await database.SaveChangesAsync(cancel);
    }
}

/// <summary>What the server keeps of a receipt.</summary>
/// <param name="Lookup">SHA-256 of the lookup id.</param>
/// <param name="Token">SHA-256 of the token.</param>
public sealed record NewReceipt(byte[] Lookup, byte[] Token);
