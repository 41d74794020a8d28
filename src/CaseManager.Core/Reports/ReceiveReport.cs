using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>Takes in a report that was sealed in her browser; also turns a draft she kept into the report.</summary>
public sealed class ReceiveReport(
    CaseManagerDbContext database, CheckSealedCase check, ProofOfWork proofOfWork, Flood flood, FindByReceipt findByReceipt,
    StoreObjects store, GiveConsent giveConsent, AuditLog audit, TimeProvider time)
{
    /// <param name="receipt">Shown by whoever sends a draft that she kept; stands in for the proof.</param>
    /// <returns>The same answer for the same bytes, however often they come.</returns>
    /// <exception cref="RefusedException">Nothing was stored; the code says why.</exception>
    public async Task<ReceivedReport> RunAsync(SealedCase posted, Proof? proof, ReceiptProof? receipt, CancellationToken cancel)
    {
        await check.RunAsync(posted, [ObjectKinds.TriageCard, ObjectKinds.Report], forStaff: true, cancel);
        var challenge = proof is null && receipt is not null ? null : proofOfWork.Check(proof, posted.PostedHash);

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var head = await audit.LockAsync(posted.CaseId, cancel);

        // Every report's first event is its arrival: where there is none, there is no report.
        var report = head.Sequence == 0 ? null : await database.Set<Report>().FirstOrDefaultAsync(r => r.CaseId == posted.CaseId, cancel);
        if (report is { IsDraft: false } && report.PostedHash.AsSpan().SequenceEqual(posted.PostedHash))
        {
            return new ReceivedReport(report.CaseId, report.ReceivedAt!.Value, report.Held, IsNew: false);
        }

        if (report is not null)
        {
            await CheckOwnDraftAsync(report, posted, receipt, cancel);
        }
        else
        {
            await proofOfWork.SpendAsync(challenge ?? throw new RefusedException("proof-missing"), cancel);
        }

        var held = await flood.IsOnAsync(cancel);
        var received = await StoreAsync(report, posted, held, cancel);
        await transaction.CommitAsync(cancel);
        return received;
    }

    /// <summary>Another case under this id can only be a mistake or an attack; her own draft she proves with the receipt.</summary>
    private async Task CheckOwnDraftAsync(Report report, SealedCase posted, ReceiptProof? receipt, CancellationToken cancel)
    {
        var sent = await database.Set<SealedObject>().AnyAsync(o => o.CaseId == report.CaseId && o.Kind == ObjectKinds.Report, cancel);
        if (sent || receipt is null || (await findByReceipt.RunAsync(receipt, cancel)).CaseId != report.CaseId || !report.HasReceiptOf(posted))
        {
            throw new RefusedException("different-report", RefusalKind.Conflict);
        }
    }

    private async Task<ReceivedReport> StoreAsync(Report? report, SealedCase posted, bool held, CancellationToken cancel)
    {
        var now = time.GetUtcNow().RoundedToMicroseconds();
        var isNew = report is null;
        report ??= await database.OpenReportAsync(posted, IntakeMode.Sealed, cancel);
        report.Language = posted.Language;
        report.PostedHash = posted.PostedHash;
        report.Size += posted.Objects.Sum(o => o.File.Length);
        report.Receive(now, held);
        IReadOnlyList<NewObject> objects = [.. posted.Wraps, .. posted.Objects];
        if (isNew)
        {
            giveConsent.AddWithForm(posted.CaseId, posted.Consents, now);
            store.AddFirst(posted.CaseId, Authors.Survivor, objects);
            await database.SaveChangesAsync(cancel);
        }
        else
        {
            await giveConsent.WithFormAsync(posted.CaseId, posted.Consents, now, cancel);
            await database.SaveChangesAsync(cancel);
            await store.RunAsync(posted.CaseId, Authors.Survivor, objects, replaceWraps: true, cancel);
        }

        await audit.AppendAsync(
            posted.CaseId,
            "ReportReceived",
            Actor.Survivor,
            new AuditData { { "mode", "sealed" }, { "held", held }, { "consents", posted.Consents } },
            cancel);
        return new ReceivedReport(report.CaseId, report.ReceivedAt!.Value, report.Held, IsNew: true);
    }
}

/// <summary>What a survivor's browser is told.</summary>
/// <param name="IsNew">Whether this post made it, rather than one before with the same bytes.</param>
public sealed record ReceivedReport(Guid CaseId, DateTimeOffset ReceivedAt, bool Held, bool IsNew);
