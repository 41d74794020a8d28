using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// Marks notices as shared, in the transaction that seals them: only from a venue's own file, and only where their one link is that venue as a whole.
/// Nothing else is ever shared, whoever asks for it.
/// </summary>
public sealed class ShareNotices(CaseManagerDbContext database, AuditLog audit)
{
    /// <param name="targets">What the notices name.</param>
    /// <returns>Whether they are shared.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<Notice> notices, IReadOnlyList<Target> targets, CancellationToken cancel)
    {
        if (notices is not [var first, ..] || targets is not [var target] || await VenueAsync(first.CaseId, target.Id, cancel) is not { } venueId)
        {
            return false;
        }

        foreach (var notice in notices)
        {
            database.Add(new SharedNotice { NoticeId = notice.Id, VenueId = venueId, CaseId = notice.CaseId, At = notice.SealedAt });
            await audit.AppendAsync(
                notice.CaseId, "NoticeShared", Actor.Staff(notice.SealedBy), new AuditData { { "noticeId", notice.Id }, { "venueId", venueId } }, cancel);
        }

        return true;
    }

    /// <summary>The venue that the case is the file of, where the target is that venue as a whole.</summary>
    private Task<Guid?> VenueAsync(Guid caseId, Guid targetId, CancellationToken cancel) => (
        from caseFile in database.Set<Case>()
        join member in database.Set<VenueMember>() on caseFile.VenueId equals member.VenueId
        where caseFile.CaseId == caseId && member.TargetId == targetId && member.IsWhole
        select member.VenueId).SingleOrDefaultAsync(cancel);
}
