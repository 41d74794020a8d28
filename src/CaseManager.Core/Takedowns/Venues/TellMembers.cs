using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// Writes into the chain of every case with a link in a venue that a shared notice about it left: once a case and notice, in batches, so that no
/// sending waits for hundreds of chains. A case that comes later is told then.
/// </summary>
public sealed class TellMembers(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    private const int Batch = 100;

    private static readonly Actor job = Actor.Job("tell-members");

    /// <returns>How many events it wrote.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var told = 0;
        while (await TellAsync(cancel) is > 0 and var some)
        {
            told += some;
        }

        return told;
    }

    private async Task<int> TellAsync(CancellationToken cancel)
    {
        var due = await Due(database.Set<TakedownRequest>()).Take(Batch).ToListAsync(cancel);
        if (due.Count == 0)
        {
            return 0;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var cases = due.Select(one => one.CaseId).Distinct().ToList();
        await audit.LockAsync(cases, cancel);

        // Nobody writes to these chains now: whoever was told meanwhile, or is gone, is left out.
        var still = (await Due(database.Set<TakedownRequest>().Where(request => cases.Contains(request.CaseId))).ToListAsync(cancel)).Intersect(due).ToList();
        var now = time.GetUtcNow();
        database.AddRange(still.Select(one => new SharedNoticeMember { NoticeId = one.NoticeId, CaseId = one.CaseId, ToldAt = now }));
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            [.. still.Select(one => new NewAuditEvent(one.CaseId, "SharedNoticeSent", job, new AuditData { { "noticeId", one.NoticeId }, { "venueId", one.VenueId } }))],
            cancel);
        await transaction.CommitAsync(cancel);
        database.ChangeTracker.Clear();
        return due.Count;
    }

    private IQueryable<Telling> Due(IQueryable<TakedownRequest> requests) =>
        (from shared in database.Set<SharedNotice>()
         join notice in database.Set<Notice>() on shared.NoticeId equals notice.Id
         join member in database.Set<VenueMember>() on shared.VenueId equals member.VenueId
         join request in requests on member.TargetId equals request.TargetId
         where notice.LeftAt != null
             && database.Set<Report>().Any(report => report.CaseId == request.CaseId)
             && !database.Set<Cases.Case>().Any(caseFile => caseFile.CaseId == request.CaseId && caseFile.VenueId != null)
             && !database.Set<SharedNoticeMember>().Any(told => told.NoticeId == shared.NoticeId && told.CaseId == request.CaseId)
         select new Telling(shared.NoticeId, shared.VenueId, request.CaseId)).Distinct();

    private sealed record Telling(Guid NoticeId, Guid VenueId, Guid CaseId);
}
