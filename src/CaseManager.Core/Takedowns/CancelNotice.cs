using CaseManager.Core.Audit;

namespace CaseManager.Core.Takedowns;

/// <summary>A person stops a notice before it leaves. A request that nothing is under way for any more rests.</summary>
public sealed class CancelNotice(NoticeChange change, RestRequests rest, AuditLog audit)
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

        await rest.RunAsync(notice, requests, cancel);
        await audit.AppendAsync(
            notice.CaseId,
            "NoticeCancelled",
            Actor.Staff(staffId),
            new AuditData { { "noticeId", notice.Id }, { "reason", NoticeReasons.ByPerson } },
            cancel);
    }
}
