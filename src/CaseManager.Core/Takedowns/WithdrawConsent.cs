using CaseManager.Core.Audit;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>She takes a consent back. What rests on it and has not left is stopped, what has left stays in her ledger.</summary>
public sealed class WithdrawConsent(
    CaseManagerDbContext database, FindByReceipt findByReceipt, StoreObjects store, ReadDirectory readDirectory, AuditLog audit, StartClocks clocks, TimeProvider time)
{
    /// <param name="objects">The sealed <c>consent</c> frame.</param>
    /// <returns>How many notices were stopped before they left.</returns>
    /// <exception cref="RefusedException"><c>unknown-receipt</c>, <c>purpose</c>, <c>objects</c>, or what a sealed object is refused for.</exception>
    public async Task<int> RunAsync(ReceiptProof? receipt, string purpose, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (!ConsentPurposes.All.Contains(purpose))
        {
            throw new RefusedException("purpose", RefusalKind.NotFound);
        }

        if (objects is not [{ Kind: ObjectKinds.Consent }])
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var report = await findByReceipt.RunAsync(receipt, cancel);
        await store.RunAsync(report.CaseId, Authors.Survivor, objects, replaceWraps: false, cancel);
        var stopped = await WithdrawAsync(report.CaseId, purpose, cancel);
        await database.SaveChangesAsync(cancel);
        await clocks.RefreshCaseAsync(report.CaseId, cancel);
        await transaction.CommitAsync(cancel);
        return stopped;
    }

    private async Task<int> WithdrawAsync(Guid caseId, string purpose, CancellationToken cancel)
    {
        await audit.LockAsync(caseId, cancel);
        var standing = await database.Set<Consent>()
            .SingleOrDefaultAsync(consent => consent.CaseId == caseId && consent.Purpose == purpose && consent.WithdrawnAt == null, cancel);
        if (standing is null)
        {
            return 0;
        }

        standing.Withdraw(time.GetUtcNow());
        await audit.AppendAsync(caseId, "ConsentWithdrawn", Actor.Survivor, new AuditData { { "purpose", purpose } }, cancel);
        var resting = await RestingOnAsync(caseId, purpose, cancel);
        await HoldRequestsAsync(caseId, purpose == ConsentPurposes.SendLinks ? null : resting, cancel);
        return await CancelNoticesAsync(caseId, resting, cancel);
    }

    /// <summary>What has not left and may not without it: everything, what can lead to her, or forms that ask for her name.</summary>
    private async Task<IReadOnlyList<Notice>> RestingOnAsync(Guid caseId, string purpose, CancellationToken cancel)
    {
        if (purpose is not (ConsentPurposes.SendLinks or ConsentPurposes.ExposeToPoster or ConsentPurposes.DiscloseName))
        {
            return [];
        }

        var directory = await readDirectory.RunAsync(cancel);
        var notices = await database.Set<Notice>().Where(notice => notice.CaseId == caseId).OrderBy(notice => notice.Id).ToListAsync(cancel);
        return [.. notices.Where(notice => notice.IsUnsent && purpose switch
        {
            ConsentPurposes.ExposeToPoster => directory.Regimes.Find(notice.RegimeId)?.Exposing is true,
            ConsentPurposes.DiscloseName => notice.AsksWhoSheIs,
            _ => true,
        })];
    }

    /// <param name="resting">Only requests of these notices, and only where no other one is under way; <see langword="null"/>: all.</param>
    private async Task HoldRequestsAsync(Guid caseId, IReadOnlyList<Notice>? resting, CancellationToken cancel)
    {
        var requests = await database.Set<TakedownRequest>()
            .Where(request => request.CaseId == caseId
                && (request.State == RequestState.Draft || request.State == RequestState.InReview || request.State == RequestState.Active
                    || (resting == null && request.State == RequestState.Watching)))
            .ToListAsync(cancel);
        if (resting is not null)
        {
            var stopped = resting.Select(notice => notice.Id).ToHashSet();
            var items = await (
                from item in database.Set<NoticeItem>()
                join notice in database.Set<Notice>() on item.NoticeId equals notice.Id
                where notice.CaseId == caseId
                select new { item.RequestId, item.NoticeId, notice.State }).ToListAsync(cancel);
            requests = [.. requests.Where(request =>
                items.Any(item => item.RequestId == request.Id && stopped.Contains(item.NoticeId))
                && !items.Any(item => item.RequestId == request.Id && !stopped.Contains(item.NoticeId) && !NoticeMoves.HasFailed(item.State)))];
        }

        foreach (var request in requests)
        {
            request.Hold();
            await audit.AppendAsync(caseId, "RequestHeld", Actor.Survivor, new AuditData { { "requestId", request.Id } }, cancel);
        }
    }

    private async Task<int> CancelNoticesAsync(Guid caseId, IReadOnlyList<Notice> unsent, CancellationToken cancel)
    {
        foreach (var notice in unsent)
        {
            notice.Cancel(NoticeReasons.ConsentWithdrawn);
            await audit.AppendAsync(
                caseId,
                "NoticeCancelled",
                Actor.Survivor,
                new AuditData { { "noticeId", notice.Id }, { "reason", NoticeReasons.ConsentWithdrawn } },
                cancel);
        }

        return unsent.Count;
    }
}
