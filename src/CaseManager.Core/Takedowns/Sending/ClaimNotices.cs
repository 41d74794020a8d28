using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Takes notices that are due for a worker, in one short transaction; other workers pass them by.</summary>
public sealed class ClaimNotices(CaseManagerDbContext database, NoticeRows rows, TimeProvider time)
{
    /// <summary>How long a worker holds what it claimed; a worker that dies before it begins costs this much time.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <remarks>In one statement what <see cref="Notice.Claim"/> does to each; nothing else of a notice is read to claim it.</remarks>
    public async Task<IReadOnlyList<ClaimedNotice>> RunAsync(string worker, int count, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        var now = time.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var claimed = await database.Database.SqlQuery<ClaimedNotice>(
            $"""
            with due as (
                select n."Id", n."NextTryAt" from takedowns.notices n
                where n."NextTryAt" <= {now} and n."State" in ('Queued', 'Deferred')
                    and not exists (select from takedowns.suppressed_addresses s where s."Contact" = n."Contact" and s."LiftedAt" is null)
                order by n."NextTryAt", n."Id" limit {count} for update of n skip locked),
            claimed as (
                update takedowns.notices n
                set "Fence" = n."Fence" + 1, "LeaseOwner" = {worker}, "LeaseUntil" = {now + Lease}, "NextTryAt" = {now + Lease}
                from due where n."Id" = due."Id" and n."State" in ('Queued', 'Deferred')
                returning n."Id" as "NoticeId", n."CaseId", n."Fence", due."NextTryAt" as due_at)
            select "NoticeId", "CaseId", "Fence" from claimed order by due_at, "NoticeId"
            """).ToListAsync(cancel);
        await transaction.CommitAsync(cancel);
        return claimed;
    }

    /// <summary>Hands back what was claimed and not begun, so that nobody waits for the lease to end.</summary>
    public async Task HandBackAsync(IReadOnlyCollection<ClaimedNotice> claimed, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        var ids = claimed.Select(one => one.NoticeId).ToList();
        var fences = claimed.ToDictionary(one => one.NoticeId, one => one.Fence);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var notices = await database.Set<Notice>().FromSql(
            $"""
            select n.*, n.xmin from takedowns.notices n
            where n."Id" = any({ids}) and n."State" in ('Queued', 'Deferred') order by n."Id" for update
            """).AsNoTracking().ToListAsync(cancel);
        var held = notices.Where(notice => notice.Fence == fences[notice.Id]).ToList();
        held.ForEach(notice => notice.Unclaim(time.GetUtcNow()));
        await rows.UpdateAsync(held, cancel);
        await transaction.CommitAsync(cancel);
    }
}
