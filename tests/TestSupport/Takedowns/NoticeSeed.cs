using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseManager.Core;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>Rows as a release leaves them, for tests that start with a notice that is to be sent.</summary>
public sealed class NoticeSeed(TestDatabase database, KeyFolder folder, TimeProvider time)
{
    private static readonly MailTokens Tokens = new("casework.example", new MailKey(1, new byte[32]));

    /// <summary>Who released.</summary>
    public Guid StaffId { get; } = RandomId.New();

    /// <summary>A case whose links may be sent.</summary>
    public async Task<Guid> AddCaseAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        var caseId = RandomId.New();
        var now = time.GetUtcNow();
        context.Add(new Report { CaseId = caseId, Mode = IntakeMode.Sealed, Language = "en" });
        context.Add(new Case { CaseId = caseId, OpenedAt = now });
        context.Add(new Consent { Id = RandomId.New(), CaseId = caseId, Purpose = ConsentPurposes.SendLinks, GivenAt = now, How = "form" });
        await context.SaveChangesAsync(cancel);
        return caseId;
    }

    /// <summary>A notice by mail that waits in the queue.</summary>
    /// <param name="contact">Address it goes to; one of its own where nothing is said.</param>
    /// <param name="targetId">A target that is there already, for a link that several cases name.</param>
    /// <param name="journal">Our own mailbox that gets a copy.</param>
    public async Task<SeededNotice> AddNoticeAsync(
        CancellationToken cancel, Guid? caseId = null, string? text = null, string regime = "us-tida", string? contact = null, Guid? targetId = null,
        string? journal = null)
    {
        var owner = caseId ?? await AddCaseAsync(cancel);
        await using var context = database.Open();
        var now = time.GetUtcNow();
        var id = RandomId.New();
        var messageId = Tokens.MessageId(id, 0);
        var bytes = Encoding.ASCII.GetBytes(text ?? Message(messageId));
        var key = await new DataKeys(context, folder).GetOrCreateAsync(owner, cancel);
        var envelope = new Envelope("bounce+token@casework.example", contact ?? $"abuse-{HexId.Write(id)}@platform.example", journal);
        var target = new Target
        {
            Id = targetId ?? RandomId.New(),
            Lookup = RandomNumberGenerator.GetBytes(32),
            TableVersion = 1,
            KeySealed = [],
            UrlSealed = [],
            Platform = "telegram",
        };
        var request = new TakedownRequest
        {
            Id = RandomId.New(),
            CaseId = owner,
            TargetId = target.Id,
            Recipient = Recipient.OfPlatform("telegram"),
            RegimeId = regime,
            CreatedAt = now,
        };
        request.Activate();
        var notice = new Notice
        {
            Id = id,
            CaseId = owner,
            ReleaseId = RandomId.New(),
            ReleaseCopyId = RandomId.New(),
            Route = NoticeRoute.Mail,
            Recipient = request.Recipient,
            Template = $"{regime}/en/1",
            PreviewHash = new byte[32],
            PayloadSealed = FieldCipher.Seal(key, bytes, SealedPlaces.Payload(id)),
            PayloadHash = SHA256.HashData(bytes),
            EnvelopeSealed = FieldCipher.Seal(key, JsonSerializer.SerializeToUtf8Bytes(envelope), SealedPlaces.Envelope(id)),
            Contact = new ContactHash(new LookupHash(folder)).Of(envelope.Recipient),
            MessageId = messageId,
            SealedBy = StaffId,
            SealedAt = now,
        };
        notice.MakeReady(now);
        if (targetId is null)
        {
            context.Add(target);
        }

        context.AddRange(request, notice, new NoticeItem
        {
            NoticeId = id,
            RequestId = request.Id,
            Number = 1,
            TargetState = target.State,
        });
        await context.SaveChangesAsync(cancel);
        return new SeededNotice(id, owner, request.Id, target.Id, messageId, envelope, bytes);
    }

    /// <summary>Many notices, each of a case of its own.</summary>
    public async Task<IReadOnlyList<SeededNotice>> AddNoticesAsync(int count, CancellationToken cancel)
    {
        var made = new SeededNotice[count];
        await Parallel.ForAsync(0, count, cancel, async (index, stop) => made[index] = await AddNoticeAsync(stop));
        return made;
    }

    /// <summary>What is stored of a notice is not what was sealed any more.</summary>
    /// <param name="what">One of <see cref="Damages"/>.</param>
    public async Task DamageAsync(Guid noticeId, string what, CancellationToken cancel)
    {
        await using var context = database.Open();
        var notice = await context.Set<Notice>().AsNoTracking().SingleAsync(row => row.Id == noticeId, cancel);
        var row = context.Set<Notice>().Where(one => one.Id == noticeId);
        switch (what)
        {
            case "payload":
                var payload = Flipped(notice.PayloadSealed);
                await row.ExecuteUpdateAsync(one => one.SetProperty(n => n.PayloadSealed, payload), cancel);
                break;
            case "hash":
                var hash = Flipped(notice.PayloadHash);
                await row.ExecuteUpdateAsync(one => one.SetProperty(n => n.PayloadHash, hash), cancel);
                break;
            case "envelope":
                var envelope = Flipped(notice.EnvelopeSealed!);
                await row.ExecuteUpdateAsync(one => one.SetProperty(n => n.EnvelopeSealed, envelope), cancel);
                break;
            default:
                // It opens, and is not what it should be.
                var key = await new DataKeys(context, folder).GetOrCreateAsync(notice.CaseId, cancel);
                var other = FieldCipher.Seal(key, Encoding.UTF8.GetBytes(what), SealedPlaces.Envelope(noticeId));
                await row.ExecuteUpdateAsync(one => one.SetProperty(n => n.EnvelopeSealed, other), cancel);
                break;
        }
    }

    /// <summary>Ways in which a notice can be damaged: a flipped byte, or an envelope that says something else.</summary>
    public static IReadOnlyList<string> Damages { get; } = ["payload", "hash", "envelope", "null", "{\"Sender\":", "{}", "[1]"];

    private static byte[] Flipped(byte[] bytes) => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)];

    /// <summary>She takes her consent back, and nobody noticed yet.</summary>
    public async Task WithdrawConsentAsync(Guid caseId, CancellationToken cancel)
    {
        await using var context = database.Open();
        var now = time.GetUtcNow();
        await context.Set<Consent>()
            .Where(consent => consent.CaseId == caseId)
            .ExecuteUpdateAsync(row => row.SetProperty(consent => consent.WithdrawnAt, now), cancel);
    }

    private static string Message(string messageId) =>
        $"Message-Id: <{messageId}>\r\nFrom: desk@casework.example\r\nTo: abuse@platform.example\r\nSubject: Notice\r\n\r\nPlease remove it.\r\n.\r\n..two dots\r\n";
}

/// <summary>A notice as it was stored.</summary>
public sealed record SeededNotice(Guid Id, Guid CaseId, Guid RequestId, Guid TargetId, string MessageId, Envelope Envelope, byte[] Bytes);
