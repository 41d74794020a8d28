using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Settles a notice that may or may not have left: by proof, else by one more sending of the same bytes, else by a person.</summary>
public sealed class ReconcileNotice(
    CaseManagerDbContext database, AuditLog audit, IMailbox journal, StartClocks clocks, NoticeGuards guards, TimeProvider time)
{
    private static readonly Actor Reconciler = Actor.Job("reconcile-notices");

    public async Task RunAsync(Guid noticeId, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        var found = await database.Set<Notice>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == noticeId, cancel);
        if (found is not { State: NoticeState.OutcomeUnknown })
        {
            return;
        }

        // The mailbox is asked outside the transaction: it may take its time.
        var arrived = await MayHaveACopyAsync(noticeId, cancel) && await journal.HoldsAsync(found.MessageId!, cancel);

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(found.CaseId, cancel);
        var notice = await database.Set<Notice>().SingleOrDefaultAsync(row => row.Id == noticeId, cancel);
        if (notice is not { State: NoticeState.OutcomeUnknown })
        {
            return;
        }

        await DecideAsync(notice, arrived, cancel);
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The notices that wait for it.</summary>
    public Task<List<Guid>> FindAsync(CancellationToken cancel) =>
        database.Set<Notice>()
            .Where(notice => notice.State == NoticeState.OutcomeUnknown && notice.NextTryAt != null)
            .OrderBy(notice => notice.NextTryAt)
            .Select(notice => notice.Id)
            .ToListAsync(cancel);

    // Where the relay refused our journal each time, there is nothing to find.
    private Task<bool> MayHaveACopyAsync(Guid noticeId, CancellationToken cancel) => database.Set<SendAttempt>().AnyAsync(
        attempt => attempt.NoticeId == noticeId && attempt.Result == AttemptResults.Unknown
            && (attempt.SmtpDetail == null || !attempt.SmtpDetail.EndsWith(SendResult.JournalRefused)),
        cancel);

    private async Task DecideAsync(Notice notice, bool arrived, CancellationToken cancel)
    {
        var attempts = await database.Set<SendAttempt>()
            .Where(attempt => attempt.NoticeId == notice.Id)
            .OrderByDescending(attempt => attempt.Number)
            .ToListAsync(cancel);
        var told = attempts.FirstOrDefault(attempt => attempt.Result == AttemptResults.AcceptedLate);
        if (arrived || told is not null)
        {
            // The earliest moment it can have left: clocks never run later than they should.
            var leftAt = (told ?? attempts[^1]).StartedAt;
            notice.Accept(leftAt);
            await AppendAsync(notice, "NoticeFound", told is null ? "journal" : "late-result", cancel);
            await clocks.RunAsync(notice, leftAt, Reconciler, cancel);
            return;
        }

        if (notice.NextTryAt is not { } searchEnds || searchEnds > time.GetUtcNow())
        {
            return;
        }

        if (notice.PossibleDuplicate || await guards.FindObstacleAsync(notice, cancel) is not null)
        {
            notice.LeaveToPerson();
            await AppendAsync(notice, "NoticeLeftToPerson", notice.PossibleDuplicate ? "sent-twice" : "may-not-leave", cancel);
            return;
        }

        notice.SendAgain(time.GetUtcNow());
        await AppendAsync(notice, "NoticeSentAgain", "search-ended", cancel);
    }

    private Task AppendAsync(Notice notice, string type, string why, CancellationToken cancel) =>
        audit.AppendAsync(notice.CaseId, type, Reconciler, new AuditData { { "noticeId", notice.Id }, { "why", why } }, cancel);
}
