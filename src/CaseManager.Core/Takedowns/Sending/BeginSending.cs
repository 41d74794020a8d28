using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Marks claimed notices as leaving, committed before the first byte of any of them goes out.</summary>
public sealed class BeginSending(
    CaseManagerDbContext database, AuditLog audit, DataKeys keys, NoticeGuards guards, TimeProvider time)
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
        var waiting = await database.Set<Notice>()
            .Where(notice => noticeIds.Contains(notice.Id) && (notice.State == NoticeState.Queued || notice.State == NoticeState.Deferred))
            .ToListAsync(cancel);
        var held = waiting.Where(notice => notice.IsHeldBy(fences[notice.Id].Fence, now)).ToList();
        var obstacles = await guards.FindObstaclesAsync(held, cancel);
        var dataKeys = await keys.FindAsync([.. held.Select(notice => notice.CaseId).Distinct()], cancel);

        var started = new List<StartedNotice>();
        var happened = new List<NewAuditEvent>();
        foreach (var notice in held)
        {
            if (obstacles.TryGetValue(notice.Id, out var obstacle))
            {
                notice.Cancel(obstacle);
                happened.Add(Event(notice, "NoticeCancelled", new AuditData { { "noticeId", notice.Id }, { "reason", obstacle } }));
            }
            else if (dataKeys.TryGetValue(notice.CaseId, out var found) && found is null)
            {
                // The key file is not the one it was sealed with: it waits until the right one is there, and the others go.
                continue;
            }
            else if (Open(notice, dataKeys.GetValueOrDefault(notice.CaseId), now + ClaimNotices.Lease - Reserve) is { } mail)
            {
                started.Add(new StartedNotice(fences[notice.Id], mail));
                happened.Add(Begin(notice, worker, now));
            }
            else
            {
                notice.Bury(NoticeReasons.Unreadable);
                happened.Add(Event(notice, "NoticeFailed", new AuditData { { "noticeId", notice.Id }, { "reason", NoticeReasons.Unreadable } }));
            }
        }

        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(happened, cancel);
        await transaction.CommitAsync(cancel);
        return started;
    }

    private NewAuditEvent Begin(Notice notice, string worker, DateTimeOffset now)
    {
        notice.Begin(now + ClaimNotices.Lease);
        database.Add(new SendAttempt
        {
            NoticeId = notice.Id,
            Number = notice.Attempts,
            Fence = notice.Fence,
            Worker = worker,
            StartedAt = now,
        });
        return Event(notice, "NoticeSendingBegun", new AuditData { { "noticeId", notice.Id }, { "attempt", notice.Attempts } });
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
                ? new OutgoingMail(notice.Id, JsonSerializer.Deserialize<Envelope>(envelope)!, bytes, notAfter)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static NewAuditEvent Event(Notice notice, string type, AuditData data) => new(notice.CaseId, type, SendNotices.Actor, data);
}
