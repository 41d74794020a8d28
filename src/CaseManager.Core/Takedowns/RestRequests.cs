using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>Lets requests rest that nothing is under way for any more, so that a person looks at them again; inside the caller's transaction.</summary>
public sealed class RestRequests(CaseManagerDbContext database)
{
    /// <param name="stopped">The notice that does not leave any more.</param>
    /// <param name="requests">Those it was for, tracked.</param>
    public async Task RunAsync(Notice stopped, IReadOnlyList<TakedownRequest> requests, CancellationToken cancel)
    {
        foreach (var request in requests.Where(request => request.State is RequestState.Active or RequestState.InReview))
        {
            if (!await HasOtherNoticeAsync(request.Id, stopped.Id, cancel))
            {
                request.Hold();
            }
        }
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
