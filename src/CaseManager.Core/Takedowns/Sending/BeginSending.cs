using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Marks a claimed notice as leaving, committed before the first byte goes out.</summary>
public sealed class BeginSending(
    CaseManagerDbContext database, AuditLog audit, DataKeys keys, NoticeGuards guards, TimeProvider time)
{
    /// <summary>Part of the lease kept for storing the result.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

    /// <returns>What is to leave; <see langword="null"/> when it may not leave any more or another worker holds it.</returns>
    public async Task<OutgoingMail?> RunAsync(ClaimedNotice claimed, string worker, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(claimed.CaseId, cancel);
        var now = time.GetUtcNow();
        var notice = await database.Set<Notice>().SingleOrDefaultAsync(row => row.Id == claimed.NoticeId, cancel);
        if (notice is not { State: NoticeState.Queued or NoticeState.Deferred } || !notice.IsHeldBy(claimed.Fence, now))
        {
            return null;
        }

        var mail = await PrepareAsync(notice, now + ClaimNotices.Lease - Reserve, cancel);
        if (mail is not null)
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
            await AppendAsync(notice, "NoticeSendingBegun", new AuditData { { "noticeId", notice.Id }, { "attempt", notice.Attempts } }, cancel);
        }

        try
        {
            await database.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }

        await transaction.CommitAsync(cancel);
        return mail;
    }

    private async Task<OutgoingMail?> PrepareAsync(Notice notice, DateTimeOffset notAfter, CancellationToken cancel)
    {
        if (await guards.FindObstacleAsync(notice, cancel) is { } obstacle)
        {
            notice.Cancel(obstacle);
            await AppendAsync(notice, "NoticeCancelled", new AuditData { { "noticeId", notice.Id }, { "reason", obstacle } }, cancel);
            return null;
        }

        if (await OpenAsync(notice, notAfter, cancel) is { } mail)
        {
            return mail;
        }

        notice.Bury(NoticeReasons.Unreadable);
        await AppendAsync(
            notice, "NoticeFailed", new AuditData { { "noticeId", notice.Id }, { "reason", NoticeReasons.Unreadable } }, cancel);
        return null;
    }

    private async Task<OutgoingMail?> OpenAsync(Notice notice, DateTimeOffset notAfter, CancellationToken cancel)
    {
        if (await keys.FindAsync(notice.CaseId, cancel) is not { } key)
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

    private Task AppendAsync(Notice notice, string type, AuditData data, CancellationToken cancel) =>
        audit.AppendAsync(notice.CaseId, type, SendNotices.Actor, data, cancel);
}
