using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;

namespace CaseManager.Core.Takedowns;

/// <summary>A second person lets a notice go now although its contact's limits hold it, and says why.</summary>
public sealed class LiftHold(NoticeChange change, DataKeys keys, AuditLog audit, TimeProvider time)
{
    /// <summary>Characters the reason may have.</summary>
    public const int MaximumReason = 500;

    /// <exception cref="RefusedException"><c>why</c>, <c>same-person</c>, <c>not-held</c>, <c>unknown-notice</c>.</exception>
    public Task RunAsync(Guid noticeId, Guid staffId, string why, CancellationToken cancel)
    {
        var said = why.Trim() is { Length: > 0 and <= MaximumReason } text ? text : throw new RefusedException("why");
        return change.RunAsync(noticeId, (notice, _) => LiftAsync(notice, staffId, said, cancel), cancel);
    }

    private async Task LiftAsync(Notice notice, Guid staffId, string why, CancellationToken cancel)
    {
        if (!notice.IsHeld)
        {
            throw new RefusedException("not-held", RefusalKind.Conflict);
        }

        if (notice.SealedBy == staffId)
        {
            throw new RefusedException("same-person", RefusalKind.Conflict);
        }

        var key = await keys.GetOrCreateAsync(notice.CaseId, cancel);
        var hold = notice.Reason!;
        notice.LiftHold(staffId, FieldCipher.Seal(key, Encoding.UTF8.GetBytes(why), SealedPlaces.HoldLifted(notice.Id)), time.GetUtcNow());
        await audit.AppendAsync(
            notice.CaseId, "NoticeHoldLifted", Actor.Staff(staffId), new AuditData { { "noticeId", notice.Id }, { "reason", hold } }, cancel);
    }
}
