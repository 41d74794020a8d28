using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Stores what became of attempts: result, notice, clocks and audit in one transaction, guarded by the fence.</summary>
public sealed class SettleSending(
    CaseManagerDbContext database, AuditLog audit, NoticeRows rows, AttemptRows attemptRows, StartClocks clocks, SuppressAddress suppress, TakedownPolicy policy, TimeProvider time)
{
    public async Task RunAsync(IReadOnlyList<HandedOverNotice> handedOver, CancellationToken cancel)
    {
        try
        {
            await TryAsync(handedOver, cancel);
        }
        catch (DbUpdateConcurrencyException) when (handedOver.Count > 1)
        {
            // One of them was changed meanwhile: what is known of the others is stored all the same.
            DbUpdateConcurrencyException? changed = null;
            foreach (var one in handedOver)
            {
                try
                {
                    await TryAsync([one], cancel);
                }
                catch (DbUpdateConcurrencyException failure)
                {
                    changed = failure;
                }
            }

            if (changed is not null)
            {
                ExceptionDispatchInfo.Throw(changed);
            }
        }
    }

    private async Task TryAsync(IReadOnlyList<HandedOverNotice> handedOver, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var chains = handedOver.Select(one => one.Claimed.CaseId);
        await audit.LockAsync([.. handedOver.Any(one => one.Result.IsBadMailbox) ? chains.Append(AuditLog.Organisation) : chains], cancel);
        var now = time.GetUtcNow();
        var noticeIds = handedOver.Select(one => one.Claimed.NoticeId).ToList();
        var notices = await database.Set<Notice>().AsNoTracking().Where(notice => noticeIds.Contains(notice.Id)).ToDictionaryAsync(notice => notice.Id, cancel);
        var attempts = (await database.Set<SendAttempt>().AsNoTracking().Where(attempt => noticeIds.Contains(attempt.NoticeId)).ToListAsync(cancel)).ToLookup(attempt => attempt.NoticeId);

        var moved = new List<Notice>();
        var ended = new List<SendAttempt>();
        var happened = new List<NewAuditEvent>();
        foreach (var (claimed, _, result) in handedOver)
        {
            var attempt = attempts[claimed.NoticeId].SingleOrDefault(one => one.Fence == claimed.Fence);
            if (!notices.TryGetValue(claimed.NoticeId, out var notice) || attempt is null || !HasNews(attempt, result))
            {
                // Deleted meanwhile, or stored by an earlier try whose answer was lost.
                continue;
            }

            if (result.IsBadMailbox)
            {
                await suppress.RunAsync(notice, SuppressionReasons.BadMailbox, SendNotices.Actor, cancel);
            }

            ended.Add(attempt);
            if (notice.Fence != claimed.Fence || notice.State != NoticeState.Transmitting)
            {
                var late = result.Outcome == SendOutcome.Accepted ? AttemptResults.AcceptedLate : AttemptResults.FailedLate;
                happened.Add(End(notice, attempt, late, result, now));
                continue;
            }

            happened.Add(End(notice, attempt, CodeOf(result.Outcome), result, now));
            Move(notice, attempt, attempts[notice.Id], result, now);
            moved.Add(notice);
        }

        await rows.UpdateAsync(moved, cancel);
        await attemptRows.UpdateAsync(ended, cancel);
        var started = await clocks.RunAsync([.. moved.Where(notice => notice.State == NoticeState.Accepted)], now, SendNotices.Actor, cancel);
        await audit.AppendAsync([.. happened, .. started], cancel);
        await transaction.CommitAsync(cancel);
    }

    // The sweep may have written "unknown" where the worker knows better.
    private static bool HasNews(SendAttempt attempt, SendResult result) =>
        attempt.EndedAt is null || (attempt.Result == AttemptResults.Unknown && result.Outcome != SendOutcome.Unknown);

    private void Move(Notice notice, SendAttempt attempt, IEnumerable<SendAttempt> all, SendResult result, DateTimeOffset now)
    {
        switch (result.Outcome)
        {
            case SendOutcome.Accepted:
                notice.Accept(now);
                break;
            case SendOutcome.Temporary when FirstRefusedAt(all) + RetrySchedule.GiveUpAfter <= now:
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

    // The day begins when they first said "not now": a relay that is away tells nothing of them.
    private static DateTimeOffset FirstRefusedAt(IEnumerable<SendAttempt> attempts) =>
        attempts.Where(attempt => attempt.Result == AttemptResults.Temporary).Min(attempt => attempt.StartedAt);

    private static NewAuditEvent End(Notice notice, SendAttempt attempt, string code, SendResult result, DateTimeOffset now)
    {
        attempt.End(code, result.Status, result.Detail, now);
        return new NewAuditEvent(
            notice.CaseId,
            "NoticeSendingEnded",
            SendNotices.Actor,
            new AuditData { { "noticeId", notice.Id }, { "attempt", attempt.Number }, { "result", code }, { "status", result.Status } });
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
