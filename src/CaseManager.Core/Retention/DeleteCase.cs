using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Imports;
using CaseManager.Core.Cases.Related;
using CaseManager.Core.Cases.Reminders;
using CaseManager.Core.Documents;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.FollowUp.Timers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Venues;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Retention;

/// <summary>
/// She deletes everything: what has not left is stopped, sealed objects, wraps, keys and the receipt's hashes are
/// destroyed. What has left stays as rows that nobody can read any more, and the audit chain stays verifiable.
/// </summary>
public sealed class DeleteCase(
    CaseManagerDbContext database, FindByReceipt findByReceipt, DestroyVenues destroyVenues, DataKeys dataKeys, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>unknown-receipt</c>, also for a case that is deleted already.</exception>
    public async Task RunAsync(ReceiptProof? receipt, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var caseId = (await findByReceipt.RunAsync(receipt, cancel)).CaseId;
        await audit.LockAsync(caseId, cancel);
        await StopNoticesAsync(caseId, cancel);
        await CloseRequestsAsync(caseId, cancel);
        await database.SaveChangesAsync(cancel);
        await DestroyTargetsAsync(caseId, cancel);
        await dataKeys.DestroyAsync(caseId, cancel);
        await DestroyRowsAsync(caseId, cancel);
        await audit.AppendAsync(caseId, "CaseDeleted", Actor.Survivor, [], cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task StopNoticesAsync(Guid caseId, CancellationToken cancel)
    {
        var notices = await database.Set<Notice>().Where(notice => notice.CaseId == caseId).OrderBy(notice => notice.Id).ToListAsync(cancel);
        foreach (var notice in notices.Where(notice => notice.IsUnsent))
        {
            notice.Cancel(NoticeReasons.CaseDeleted);
            await audit.AppendAsync(
                caseId,
                "NoticeCancelled",
                Actor.Survivor,
                new AuditData { { "noticeId", notice.Id }, { "reason", NoticeReasons.CaseDeleted } },
                cancel);
        }
    }

    private async Task CloseRequestsAsync(Guid caseId, CancellationToken cancel)
    {
        var requests = await database.Set<TakedownRequest>()
            .Where(request => request.CaseId == caseId && request.State != RequestState.Closed)
            .OrderBy(request => request.Id)
            .ToListAsync(cancel);
        foreach (var request in requests)
        {
            request.Close(RequestOutcomes.WithdrawnBySurvivor, time.GetUtcNow());
            await audit.AppendAsync(
                caseId,
                "RequestClosed",
                Actor.Survivor,
                new AuditData { { "requestId", request.Id }, { "outcome", RequestOutcomes.WithdrawnBySurvivor } },
                cancel);
        }
    }

    /// <summary>A target that a case names which is still there stays that case's.</summary>
    private async Task DestroyTargetsAsync(Guid caseId, CancellationToken cancel)
    {
        var named = await LockTargetsAsync(caseId, cancel);
        var requests = database.Set<TakedownRequest>();
        var others = await requests
            .Where(request => named.Contains(request.TargetId) && request.CaseId != caseId
                && database.Set<Report>().Any(report => report.CaseId == request.CaseId))
            .Select(request => request.TargetId)
            .ToListAsync(cancel);
        var own = named.Except(others).ToList();
        foreach (var targetId in own)
        {
            await dataKeys.DestroyAsync(targetId, cancel);
        }

        var left = await destroyVenues.FindAsync(own, cancel);
        await database.Set<Target>().Where(target => own.Contains(target.Id)).ExecuteDeleteAsync(cancel);
        await destroyVenues.RunAsync(left, [caseId], Actor.Survivor, cancel);
    }

    /// <summary>Waits for releases that are naming one of them just now, and makes later ones wait; in the order in which they are released.</summary>
    private Task<List<Guid>> LockTargetsAsync(Guid caseId, CancellationToken cancel) => database.Database.SqlQuery<Guid>(
        $"""
        select t."Id" as "Value" from takedowns.targets t
        where t."Id" in (select r."TargetId" from takedowns.requests r where r."CaseId" = {caseId})
        order by t."Lookup" for update
        """).ToListAsync(cancel);

    private async Task DestroyRowsAsync(Guid caseId, CancellationToken cancel)
    {
        await database.Set<InboundMessage>().Where(mail => mail.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<RequestTimer>().Where(timer => timer.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Escalation>().Where(step => step.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<SharedNoticeMember>().Where(told => told.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Release>().Where(release => release.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<SealedDocument>().Where(document => document.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<AskedDocument>().Where(asked => asked.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Reminder>().Where(reminder => reminder.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<CaseTag>().Where(tag => tag.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<ImportedRow>().Where(row => row.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<SamePerson>().Where(pair => pair.FirstId == caseId || pair.SecondId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Case>().Where(row => row.MergedInto == caseId).ExecuteUpdateAsync(row => row.SetProperty(c => c.MergedInto, (Guid?)null), cancel);
        await database.Set<CaseGrant>().Where(grant => grant.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Restriction>().Where(restriction => restriction.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<CaseRekey>().Where(due => due.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Case>().Where(caseFile => caseFile.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<SealedObject>().Where(sealedObject => sealedObject.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<CaseKeyPair>().Where(key => key.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Consent>().Where(consent => consent.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await database.Set<Report>().Where(report => report.CaseId == caseId).ExecuteDeleteAsync(cancel);
    }
}
