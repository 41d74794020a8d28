using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Marks claimed notices as leaving, committed before the first byte of any of them goes out.</summary>
public sealed class BeginSending(
    CaseManagerDbContext database, AuditLog audit, NoticeRows rows, AttemptRows attempts, DataKeys keys, NoticeGuards guards, ContactLimits limits, TimeProvider time)
{
    /// <summary>Part of the lease kept for storing the result.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

    /// <returns>What is to leave of what was claimed; not among it what may not leave any more or another worker holds.</returns>
    public async Task<IReadOnlyList<StartedNotice>> RunAsync(IReadOnlyList<ClaimedNotice> claimed, string worker, CancellationToken cancel)
    {
        try
        {
            return await TryAsync(claimed, worker, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody changed one of them: the others must not wait for it.
            var started = new List<StartedNotice>();
            foreach (var one in claimed.Count > 1 ? claimed : [])
            {
                started.AddRange(await RunAsync([one], worker, cancel));
            }

            return started;
        }
    }

    private async Task<IReadOnlyList<StartedNotice>> TryAsync(IReadOnlyList<ClaimedNotice> claimed, string worker, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync([.. claimed.Select(one => one.CaseId)], cancel);
        var now = time.GetUtcNow();
        var noticeIds = claimed.Select(one => one.NoticeId).ToList();
        var fences = claimed.ToDictionary(one => one.NoticeId);
        var waiting = await database.Set<Notice>().AsNoTracking()
            .Where(notice => noticeIds.Contains(notice.Id) && (notice.State == NoticeState.Queued || notice.State == NoticeState.Deferred))
            .ToListAsync(cancel);
        var order = noticeIds.Index().ToDictionary(one => one.Item, one => one.Index);
        var held = waiting.Where(notice => notice.IsHeldBy(fences[notice.Id].Fence, now)).OrderBy(notice => order[notice.Id]).ToList();
        var obstacles = await guards.FindObstaclesAsync(held, cancel);
        var dataKeys = await keys.FindAsync([.. held.Select(notice => notice.CaseId).Distinct()], cancel);
        var never = await guards.NeverAsync(cancel);
        var holds = await limits.FindAsync([.. held.Where(notice => !obstacles.ContainsKey(notice.Id))], now, cancel);

        var started = new List<StartedNotice>();
        var changed = new List<Notice>();
        var begun = new List<SendAttempt>();
        var happened = new List<NewAuditEvent>();
        foreach (var notice in held)
        {
            var hasKey = dataKeys.TryGetValue(notice.CaseId, out var key);
            if (obstacles.TryGetValue(notice.Id, out var obstacle))
            {
                happened.Add(Stop(notice, obstacle));
            }
            else if (hasKey && key is null)
            {
                // The key file is not the one it was sealed with: it waits until the right one is there, and the others go.
                continue;
            }
            else if (holds.TryGetValue(notice.Id, out var hold))
            {
                if (notice.Hold(hold.Until, hold.Reason, hold.AskedAt))
                {
                    happened.Add(Event(notice, "NoticeHeld", new AuditData { { "noticeId", notice.Id }, { "reason", hold.Reason }, { "until", hold.Until } }));
                }
            }
            else if (Open(notice, key, now + ClaimNotices.Lease - Reserve) is not { } mail)
            {
                happened.Add(Fail(notice, NoticeReasons.Unreadable));
            }
            else if (never.Contain(mail.Envelope.Recipient))
            {
                happened.Add(Fail(notice, NoticeReasons.NeverAddress));
            }
            else
            {
                started.Add(new StartedNotice(fences[notice.Id], mail));
                begun.Add(Begin(notice, worker, now));
                happened.Add(Event(notice, "NoticeSendingBegun", new AuditData { { "noticeId", notice.Id }, { "attempt", notice.Attempts } }));
            }

            changed.Add(notice);
        }

        await rows.UpdateAsync(changed, cancel);
        await attempts.InsertAsync(begun, cancel);
        await audit.AppendAsync(happened, cancel);
        await transaction.CommitAsync(cancel);
        return started;
    }

    // To an address that does not exist, or under what does not stand any more: a person finds another way. Anything else was decided for this case.
    private static NewAuditEvent Stop(Notice notice, string obstacle)
    {
        if (obstacle is NoticeReasons.AddressSuppressed or NoticeReasons.RecipientRemoved or NoticeReasons.RecipientChanged or NoticeReasons.RegimeOff)
        {
            return Fail(notice, obstacle);
        }

        notice.Cancel(obstacle);
        return Event(notice, "NoticeCancelled", new AuditData { { "noticeId", notice.Id }, { "reason", obstacle } });
    }

    private static NewAuditEvent Fail(Notice notice, string reason)
    {
        notice.Bury(reason);
        return Event(notice, "NoticeFailed", new AuditData { { "noticeId", notice.Id }, { "reason", reason } });
    }

    private static SendAttempt Begin(Notice notice, string worker, DateTimeOffset now)
    {
        notice.Begin(now, now + ClaimNotices.Lease);
        return new SendAttempt
        {
            NoticeId = notice.Id,
            Number = notice.Attempts,
            Fence = notice.Fence,
            Worker = worker,
            StartedAt = now,
        };
    }

    private static OutgoingMail? Open(Notice notice, byte[]? key, DateTimeOffset notAfter)
    {
        if (key is null)
        {
            return null;
        }

        try
        {
            var bytes = FieldCipher.Open(key, notice.PayloadSealed, SealedPlaces.Payload(notice.Id));
            var envelope = FieldCipher.Open(key, notice.EnvelopeSealed, SealedPlaces.Envelope(notice.Id));
            return SHA256.HashData(bytes).AsSpan().SequenceEqual(notice.PayloadHash)
                && JsonSerializer.Deserialize<Envelope>(envelope) is { Sender.Length: > 0, Recipient.Length: > 0 } names
                ? new OutgoingMail(notice.Id, names, bytes, notAfter)
                : null;
        }
        // Whatever is wrong with what was stored: this notice goes to a person, and the others leave.
        catch (Exception)
        {
            return null;
        }
    }

    private static NewAuditEvent Event(Notice notice, string type, AuditData data) => new(notice.CaseId, type, SendNotices.Actor, data);
}
