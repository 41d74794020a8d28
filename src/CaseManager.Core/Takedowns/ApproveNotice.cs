using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns.Sending;

namespace CaseManager.Core.Takedowns;

/// <summary>A second person lets a notice leave, word for word as it was shown to her.</summary>
public sealed class ApproveNotice(NoticeChange change, NoticeGuards guards, AuditLog audit, TimeProvider time)
{
    /// <param name="previewHash">SHA-256 of what she saw.</param>
    /// <exception cref="RefusedException"><c>same-person</c>, <c>preview-changed</c>, <c>no-consent</c>, <c>address-suppressed</c>, <c>recipient-removed</c>, <c>recipient-changed</c>, <c>regime-off</c>, <c>wrong-state</c>.</exception>
    public Task RunAsync(Guid noticeId, Guid staffId, byte[] previewHash, CancellationToken cancel) =>
        change.RunAsync(noticeId, (notice, requests) => ApproveAsync(notice, requests, staffId, previewHash, cancel), cancel);

    private async Task ApproveAsync(
        Notice notice, IReadOnlyList<TakedownRequest> requests, Guid staffId, byte[] previewHash, CancellationToken cancel)
    {
        if (notice.SealedBy == staffId)
        {
            throw new RefusedException("same-person", RefusalKind.Conflict);
        }

        if (!notice.PreviewHash.AsSpan().SequenceEqual(previewHash))
        {
            throw new RefusedException("preview-changed", RefusalKind.Conflict);
        }

        if (!await guards.HasConsentAsync(notice, cancel))
        {
            throw new RefusedException("no-consent", RefusalKind.Conflict);
        }

        if (await guards.FindDirectoryObstacleAsync(notice, cancel) is { } obstacle)
        {
            throw new RefusedException(obstacle, RefusalKind.Conflict);
        }

        if (await guards.IsSuppressedAsync(notice, cancel))
        {
            throw new RefusedException(NoticeReasons.AddressSuppressed, RefusalKind.Conflict);
        }

        notice.Approve(staffId, time.GetUtcNow());
        foreach (var request in requests.Where(request => request.State == RequestState.InReview))
        {
            request.Activate();
        }

        await audit.AppendAsync(
            notice.CaseId, "NoticeApproved", Actor.Staff(staffId), new AuditData { { "noticeId", notice.Id } }, cancel);
    }
}
