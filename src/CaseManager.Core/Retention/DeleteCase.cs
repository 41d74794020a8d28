using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Retention;

/// <summary>
/// She deletes her case: every sealed object and wrap, what was released with its keys, and what has not left yet. The audit chain stays
/// and verifies; it holds ids, codes and times only.
/// </summary>
/// <remarks>A notice that is on the wire at this moment may still arrive: its worker finds no row to settle and stores nothing.</remarks>
public sealed class DeleteCase(CaseManagerDbContext database, FindByReceipt findByReceipt, AuditLog audit, DataKeys dataKeys)
{
    /// <exception cref="RefusedException"><c>unknown-receipt</c>, also for a case that is deleted already.</exception>
    public async Task RunAsync(ReceiptProof? receipt, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var caseId = (await findByReceipt.RunAsync(receipt, cancel)).CaseId;
        await audit.LockAsync(caseId, cancel);
        await DeleteTakedownsAsync(caseId, cancel);
        await DeleteSealedAsync(caseId, cancel);
        await audit.AppendAsync(caseId, "CaseDeleted", Actor.Survivor, [], cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task DeleteTakedownsAsync(Guid caseId, CancellationToken cancel)
    {
        var targets = await database.Set<TakedownRequest>()
            .Where(request => request.CaseId == caseId)
            .Select(request => request.TargetId)
            .Distinct()
            .ToListAsync(cancel);
        var notices = database.Set<Notice>().Where(notice => notice.CaseId == caseId).Select(notice => notice.Id);
        await database.Set<SendAttempt>().Where(attempt => notices.Contains(attempt.NoticeId)).ExecuteDeleteAsync(cancel);
        await database.Set<NoticeItem>().Where(item => notices.Contains(item.NoticeId)).ExecuteDeleteAsync(cancel);
        await database.Set<Notice>().Where(notice => notice.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Release>().Where(release => release.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<TakedownRequest>().Where(request => request.CaseId == caseId).ExecuteDeleteAsync(cancel);

        // A target that another case names as well stays, under its own key.
        var orphans = await database.Set<Target>()
            .Where(target => targets.Contains(target.Id) && !database.Set<TakedownRequest>().Any(request => request.TargetId == target.Id))
            .Select(target => target.Id)
            .ToListAsync(cancel);
        await database.Set<Target>().Where(target => orphans.Contains(target.Id)).ExecuteDeleteAsync(cancel);
        await database.Set<DataKey>().Where(key => orphans.Contains(key.OwnerId)).ExecuteDeleteAsync(cancel);
    }

    private async Task DeleteSealedAsync(Guid caseId, CancellationToken cancel)
    {
        await dataKeys.DestroyAsync(caseId, cancel);
        await database.Set<SealedObject>().Where(o => o.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<CaseKeyPair>().Where(key => key.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Consent>().Where(consent => consent.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Case>().Where(caseFile => caseFile.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Report>().Where(report => report.CaseId == caseId).ExecuteDeleteAsync(cancel);
    }
}
