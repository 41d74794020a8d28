using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Stops what waits for an address that was found not to exist, where a person sees it and finds another way.</summary>
public sealed class StopSuppressed(CaseManagerDbContext database, AuditLog audit, NoticeGuards guards)
{
    private static readonly Actor Sweeper = Actor.Job("sweep-notices");

    /// <returns>How many it stopped.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var waiting = await (
            from address in database.Set<SuppressedAddress>()
            join notice in database.Set<Notice>() on address.Contact equals notice.Contact
            where address.LiftedAt == null && (notice.State == NoticeState.Queued || notice.State == NoticeState.Deferred)
            orderby notice.SealedAt
            select new { notice.Id, notice.CaseId }).ToListAsync(cancel);
        foreach (var one in waiting)
        {
            await StopAsync(one.Id, one.CaseId, cancel);
        }

        return waiting.Count;
    }

    private async Task StopAsync(Guid noticeId, Guid caseId, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var notice = await database.Set<Notice>().SingleOrDefaultAsync(row => row.Id == noticeId, cancel);
        if (notice is not { State: NoticeState.Queued or NoticeState.Deferred } || !await guards.IsSuppressedAsync(notice, cancel))
        {
            return;
        }

        notice.Bury(NoticeReasons.AddressSuppressed);
        await audit.AppendAsync(
            caseId, "NoticeFailed", Sweeper, new AuditData { { "noticeId", noticeId }, { "reason", NoticeReasons.AddressSuppressed } }, cancel);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
