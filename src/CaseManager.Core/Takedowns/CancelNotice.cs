using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>A person stops a notice before it leaves. A request that nothing is under way for any more rests.</summary>
public sealed class CancelNotice(CaseManagerDbContext database, NoticeChange change, AuditLog audit)
{
    /// <exception cref="RefusedException"><c>wrong-state</c>: it is leaving or has left.</exception>
    public Task RunAsync(Guid noticeId, Guid staffId, CancellationToken cancel) =>
        change.RunAsync(noticeId, (notice, requests) => CancelAsync(notice, requests, staffId, cancel), cancel);

    private async Task CancelAsync(Notice notice, IReadOnlyList<TakedownRequest> requests, Guid staffId, CancellationToken cancel)
    {
        if (notice.State == NoticeState.AwaitingOperator)
        {
            notice.Abandon(NoticeReasons.ByPerson);
        }
        else
        {
            notice.Cancel(NoticeReasons.ByPerson);
        }

        foreach (var request in requests.Where(request => request.State is RequestState.Active or RequestState.InReview))
        {
            if (!await HasOtherNoticeAsync(request.Id, notice.Id, cancel))
            {
                request.Hold();
            }
        }

        await audit.AppendAsync(
            notice.CaseId,
            "NoticeCancelled",
            Actor.Staff(staffId),
            new AuditData { { "noticeId", notice.Id }, { "reason", NoticeReasons.ByPerson } },
            cancel);
    }

    private async Task<bool> HasOtherNoticeAsync(Guid requestId, Guid noticeId, CancellationToken cancel)
    {
        var others = await (
            from item in database.Set<NoticeItem>()
            join notice in database.Set<Notice>() on item.NoticeId equals notice.Id
            where item.RequestId == requestId && notice.Id != noticeId
            select notice.State).ToListAsync(cancel);
        return others.Any(state => !NoticeMoves.HasFailed(state));
    }
}
