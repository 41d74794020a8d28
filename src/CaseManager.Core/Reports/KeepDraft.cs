using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>Keeps what she has written so far under her receipt, so that she can come back to it.</summary>
public sealed class KeepDraft(
    CaseManagerDbContext database, CheckSealedCase check, ProofOfWork proofOfWork, FindByReceipt findByReceipt,
    StoreObjects store, AuditLog audit, TimeProvider time)
{
    /// <param name="staffMayRead">Whether staff may read it if she has not sent it after 24 hours.</param>
    /// <param name="receipt">Shown by whoever keeps a newer draft of the same case; stands in for the proof.</param>
    /// <exception cref="RefusedException">Nothing was stored; the code says why.</exception>
    public async Task<KeptDraft> RunAsync(SealedCase posted, bool staffMayRead, Proof? proof, ReceiptProof? receipt, CancellationToken cancel)
    {
        await check.RunAsync(posted, [ObjectKinds.Draft], forStaff: staffMayRead, cancel);
        var challenge = proof is null && receipt is not null ? null : proofOfWork.Check(proof, posted.PostedHash);

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(posted.CaseId, cancel);
        var report = await database.Set<Report>().FirstOrDefaultAsync(r => r.CaseId == posted.CaseId, cancel);
        if (report is not null && report.PostedHash.AsSpan().SequenceEqual(posted.PostedHash))
        {
            return Answer(report, isNew: false);
        }

        if (report is not null)
        {
            await CheckOwnAsync(report, posted, receipt, cancel);
        }
        else
        {
            await proofOfWork.SpendAsync(challenge ?? throw new RefusedException("proof-missing"), cancel);
        }

        report ??= await database.OpenReportAsync(posted, IntakeMode.Sealed, cancel);
        await StoreAsync(report, posted, staffMayRead, cancel);
        await transaction.CommitAsync(cancel);
        return Answer(report, isNew: true);
    }

    private async Task CheckOwnAsync(Report report, SealedCase posted, ReceiptProof? receipt, CancellationToken cancel)
    {
        // One that staff may read by now is hers until it is sent or somebody takes it up.
        var isHers = report.TakenUpAt is null
            && !await database.Set<SealedObject>().AnyAsync(o => o.CaseId == report.CaseId && o.Kind == ObjectKinds.Report, cancel);
        if (!isHers || receipt is null || (await findByReceipt.RunAsync(receipt, cancel)).CaseId != report.CaseId || !report.HasReceiptOf(posted))
        {
            throw new RefusedException("different-report", RefusalKind.Conflict);
        }
    }

    private async Task StoreAsync(Report report, SealedCase posted, bool staffMayRead, CancellationToken cancel)
    {
        report.Language = posted.Language;
        report.PostedHash = posted.PostedHash;
        report.KeepAsDraft(time.GetUtcNow().RoundedToMicroseconds(), staffMayRead);
        await database.SaveChangesAsync(cancel);
        await store.RunAsync(posted.CaseId, Authors.Survivor, [.. posted.Wraps, .. posted.Objects], replaceWraps: true, cancel);
        if (!staffMayRead)
        {
            // She took the tick away: nobody but her may open it any more.
            await database.Set<SealedObject>()
                .Where(o => o.CaseId == posted.CaseId && o.Kind == ObjectKinds.Wrap && o.Recipient != Recipients.Receipt)
                .ExecuteDeleteAsync(cancel);
        }

        await audit.AppendAsync(posted.CaseId, "DraftKept", Actor.Survivor, new AuditData { { "staffMayRead", staffMayRead } }, cancel);
    }

    private static KeptDraft Answer(Report report, bool isNew) =>
        new(report.CaseId, report.DraftUntil, report.DraftReadableFrom, isNew);
}

/// <summary>What a survivor's browser is told.</summary>
/// <param name="DestroyedAt">When it is destroyed unless sent; <see langword="null"/> where staff may read it.</param>
/// <param name="StaffMayReadFrom">From when staff may read it; <see langword="null"/> where they never may.</param>
/// <param name="IsNew">Whether this post made it, rather than one before with the same bytes.</param>
public sealed record KeptDraft(Guid CaseId, DateTimeOffset? DestroyedAt, DateTimeOffset? StaffMayReadFrom, bool IsNew);
