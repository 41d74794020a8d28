using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Finds notices whose worker went away while they were leaving, and says so: the outcome is unknown.</summary>
public sealed class SweepNotices(CaseManagerDbContext database, AuditLog audit, TakedownPolicy policy, TimeProvider time)
{
    private static readonly Actor Sweeper = Actor.Job("sweep-notices");

    /// <returns>How many it found.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var left = await database.Set<Notice>()
            .Where(notice => notice.State == NoticeState.Transmitting && notice.LeaseUntil <= now)
            .OrderBy(notice => notice.LeaseUntil)
            .Select(notice => new { notice.Id, notice.CaseId })
            .ToListAsync(cancel);
        foreach (var one in left)
        {
            await MarkAsync(one.Id, one.CaseId, now, cancel);
        }

        return left.Count;
    }

    private async Task MarkAsync(Guid noticeId, Guid caseId, DateTimeOffset now, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var notice = await database.Set<Notice>().SingleOrDefaultAsync(row => row.Id == noticeId, cancel);
        if (notice is not { State: NoticeState.Transmitting } || notice.LeaseUntil > now)
        {
            return;
        }

        var attempt = await database.Set<SendAttempt>().SingleAsync(row => row.NoticeId == noticeId && row.Number == notice.Attempts, cancel);
        attempt.End(AttemptResults.Unknown, 0, null, now);
        notice.LoseTrack(now + policy.SearchWindow);
        await audit.AppendAsync(
            caseId, "NoticeOutcomeUnknown", Sweeper, new AuditData { { "noticeId", noticeId }, { "attempt", attempt.Number } }, cancel);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
