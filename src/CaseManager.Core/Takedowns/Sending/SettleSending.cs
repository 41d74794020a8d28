using System.Security.Cryptography;
using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Stores what became of an attempt: result, notice, clocks and audit in one transaction, guarded by the fence.</summary>
public sealed class SettleSending(
    CaseManagerDbContext database, AuditLog audit, StartClocks clocks, TakedownPolicy policy, TimeProvider time)
{
    public async Task RunAsync(ClaimedNotice claimed, SendResult result, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(claimed.CaseId, cancel);
        var now = time.GetUtcNow();
        var notice = await database.Set<Notice>().SingleOrDefaultAsync(row => row.Id == claimed.NoticeId, cancel);
        var attempt = await database.Set<SendAttempt>()
            .SingleOrDefaultAsync(row => row.NoticeId == claimed.NoticeId && row.Fence == claimed.Fence, cancel);
        if (notice is null || attempt is null || !HasNews(attempt, result))
        {
            // Deleted meanwhile, or stored by an earlier try whose answer was lost.
            return;
        }

        if (notice.Fence != claimed.Fence || notice.State != NoticeState.Transmitting)
        {
            var late = result.Outcome == SendOutcome.Accepted ? AttemptResults.AcceptedLate : AttemptResults.FailedLate;
            await EndAsync(notice, attempt, late, result, now, cancel);
        }
        else
        {
            await EndAsync(notice, attempt, CodeOf(result.Outcome), result, now, cancel);
            await MoveAsync(notice, attempt, result, now, cancel);
        }

        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    // The sweep may have written "unknown" where the worker knows better.
    private static bool HasNews(SendAttempt attempt, SendResult result) =>
        attempt.EndedAt is null || (attempt.Result == AttemptResults.Unknown && result.Outcome != SendOutcome.Unknown);

    private async Task MoveAsync(Notice notice, SendAttempt attempt, SendResult result, DateTimeOffset now, CancellationToken cancel)
    {
        switch (result.Outcome)
        {
            case SendOutcome.Accepted:
                notice.Accept(now);
                await clocks.RunAsync(notice, now, SendNotices.Actor, cancel);
                break;
            case SendOutcome.Temporary when await IsOverdueAsync(notice, now, cancel):
                notice.Bury(NoticeReasons.GaveUp);
                break;
            case SendOutcome.Temporary or SendOutcome.RelayFailed:
                notice.Defer(now + RetrySchedule.Wait(attempt.Number, Spread()), result.Reason!);
                break;
            case SendOutcome.Permanent:
                notice.Bury(result.Reason!);
                break;
            case SendOutcome.Unknown:
                notice.LoseTrack(now + policy.SearchWindow);
                break;
        }
    }

    private Task EndAsync(
        Notice notice, SendAttempt attempt, string code, SendResult result, DateTimeOffset now, CancellationToken cancel)
    {
        attempt.End(code, result.Status, result.Detail, now);
        return audit.AppendAsync(
            notice.CaseId,
            "NoticeSendingEnded",
            SendNotices.Actor,
            new AuditData { { "noticeId", notice.Id }, { "attempt", attempt.Number }, { "result", code }, { "status", result.Status } },
            cancel);
    }

    private async Task<bool> IsOverdueAsync(Notice notice, DateTimeOffset now, CancellationToken cancel)
    {
        var first = await database.Set<SendAttempt>()
            .Where(attempt => attempt.NoticeId == notice.Id)
            .MinAsync(attempt => attempt.StartedAt, cancel);
        return first + RetrySchedule.GiveUpAfter <= now;
    }

    private static string CodeOf(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted => AttemptResults.Accepted,
        SendOutcome.Temporary => AttemptResults.Temporary,
        SendOutcome.Permanent => AttemptResults.Permanent,
        SendOutcome.RelayFailed => AttemptResults.RelayFailed,
        SendOutcome.Unknown => AttemptResults.Unknown,
    };

    private static double Spread() => (RandomNumberGenerator.GetInt32(2001) / 1000.0) - 1;
}
