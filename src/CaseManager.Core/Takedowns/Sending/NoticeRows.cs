using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Writes what became of many notices in one statement. The entity's moves say what; this only stores it.</summary>
public sealed class NoticeRows(CaseManagerDbContext database)
{
    /// <summary>Stores whatever a move of sending changes, inside the caller's transaction.</summary>
    /// <param name="notices">Read without tracking and moved since.</param>
    /// <exception cref="DbUpdateConcurrencyException">
    /// One of the rows is not as it was read any more, be it in state, fence or anything else: the caller's transaction must not be committed.
    /// </exception>
    public async Task UpdateAsync(IReadOnlyCollection<Notice> notices, CancellationToken cancel)
    {
        if (notices.Count == 0)
        {
            return;
        }

        Guid[] ids = [.. notices.Select(notice => notice.Id)];
        string[] states = [.. notices.Select(notice => notice.State.ToString())];
        int[] fences = [.. notices.Select(notice => notice.Fence)];
        int[] attempts = [.. notices.Select(notice => notice.Attempts)];
        string?[] owners = [.. notices.Select(notice => notice.LeaseOwner)];
        string?[] reasons = [.. notices.Select(notice => notice.Reason)];
        bool[] duplicates = [.. notices.Select(notice => notice.PossibleDuplicate)];
        DateTimeOffset?[] leases = [.. notices.Select(notice => notice.LeaseUntil)];
        DateTimeOffset?[] nextTries = [.. notices.Select(notice => notice.NextTryAt)];
        DateTimeOffset?[] begun = [.. notices.Select(notice => notice.BegunAt)];
        DateTimeOffset?[] left = [.. notices.Select(notice => notice.LeftAt)];
        DateTimeOffset?[] asked = [.. notices.Select(notice => notice.AskedAt)];
        var written = await database.Database.ExecuteSqlAsync(
            $"""
            update takedowns.notices n set
                "State" = one.state, "Fence" = one.fence, "Attempts" = one.attempts, "LeaseOwner" = one.owner, "LeaseUntil" = one.lease,
                "NextTryAt" = one.next_try, "BegunAt" = one.begun, "LeftAt" = one.left_at, "Reason" = one.reason, "AskedAt" = one.asked,
                "PossibleDuplicate" = one.duplicate
            from unnest({ids}, {Xmin.Of(notices.Select(notice => notice.Version))}, {states}, {fences}, {attempts}, {owners}, {leases}, {nextTries}, {begun}, {left}, {reasons}, {asked}, {duplicates})
                as one (id, version, state, fence, attempts, owner, lease, next_try, begun, left_at, reason, asked, duplicate)
            where n."Id" = one.id and n.xmin = one.version
            """,
            cancel);
        Xmin.Require(written, notices.Count);
    }
}
