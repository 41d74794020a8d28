using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core.Audit;
using CaseManager.Core.Platforms;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;

namespace CaseManager.Core.Takedowns.Releases;

/// <summary>Fixes the bytes of notices and puts their rows, which are the outbox, into the caller's unit of work.</summary>
public sealed class SealNotices(
    CaseManagerDbContext database, INoticeTransport transport, MailTokens tokens, ContactHash contacts, TakedownPolicy policy, AuditLog audit,
    TimeProvider time)
{
    /// <param name="key">The case's data key.</param>
    /// <param name="requests">In the order of the notice's numbered list.</param>
    /// <param name="copyIds">The survivor's sealed copies, one a notice, in the plan's order.</param>
    public async Task<IReadOnlyList<Notice>> RunAsync(
        NoticePlan plan,
        Release release,
        byte[] key,
        IReadOnlyList<(TakedownRequest Request, Target Target)> requests,
        IReadOnlyList<Guid> copyIds,
        CancellationToken cancel)
    {
        var notices = new List<Notice>();
        foreach (var (planned, copyId) in plan.Notices.Zip(copyIds))
        {
            var notice = Seal(planned, plan.Regime, release, key, requests[0].Request.Id, copyId, plan.Followed?.Notice.Id);
            database.Add(notice);
            database.AddRange(requests.Select((asked, index) => new NoticeItem
            {
                NoticeId = notice.Id,
                RequestId = asked.Request.Id,
                Number = plan.Followed?.Inputs.Numbers.GetValueOrDefault(plan.Links[index].Key) ?? index + 1,
                TargetState = asked.Target.State,
            }));
            await AppendAsync(notice, key, planned.NeedsSecondPerson, cancel);
            if (!planned.NeedsSecondPerson)
            {
                notice.MakeReady(release.At);
            }

            notices.Add(notice);
        }

        return notices;
    }

    private Notice Seal(PlannedNotice planned, Regime regime, Release release, byte[] key, Guid threadId, Guid copyId, Guid? follows)
    {
        var rendered = planned.Rendered;
        var id = rendered.NoticeId;
        var messageId = planned.Route == NoticeRoute.Mail ? tokens.MessageId(id, 0) : null;
        var payload = rendered.Mail is not null
            ? transport.Write(rendered, threadId, time.GetUtcNow())
            : JsonSerializer.SerializeToUtf8Bytes(new FormPayload(rendered.Recipient.Address, rendered.Fields), JsonSerializerOptions.Web);
        return new Notice
        {
            Id = id,
            CaseId = release.CaseId,
            ReleaseId = release.Id,
            ReleaseCopyId = copyId,
            Route = planned.Route,
            Recipient = rendered.Recipient.Id,
            Template = rendered.Template,
            RegimeVersion = regime.RecordVersion,
            AsksWhoSheIs = rendered.AsksWhoSheIs,
            RecipientVersion = rendered.Recipient.RecordVersion,
            PreviewHash = rendered.Hash,
            PayloadSealed = FieldCipher.Seal(key, payload, SealedPlaces.Payload(id)),
            PayloadHash = SHA256.HashData(payload),
            EnvelopeSealed = rendered.Mail is null ? null : FieldCipher.Seal(key, EnvelopeOf(rendered), SealedPlaces.Envelope(id)),
            Contact = rendered.Mail is null ? null : contacts.Of(rendered.Recipient.Address),
            Follows = follows,
            MessageId = messageId,
            Code = tokens.HumanCode(id),
            SealedBy = release.StaffId,
            SealedAt = release.At,
        };
    }

    private byte[] EnvelopeOf(RenderedNotice rendered) => JsonSerializer.SerializeToUtf8Bytes(
        new Envelope(tokens.BounceAddress(rendered.NoticeId), rendered.Recipient.Address, policy.Journal));

    private Task AppendAsync(Notice notice, byte[] key, bool needsSecondPerson, CancellationToken cancel) => audit.AppendAsync(
        notice.CaseId,
        "NoticeSealed",
        Actor.Staff(notice.SealedBy),
        new AuditData
        {
            { "noticeId", notice.Id },
            { "route", RouteCodes.Write(notice.Route) },

            // Under the case's key: once that is destroyed, nobody can try texts against the chain.
            { "payload", HMACSHA256.HashData(key, notice.PayloadHash) },
            { "regimeVersion", notice.RegimeVersion },
            { "recipientVersion", notice.RecipientVersion },
            { "needsSecondPerson", needsSecondPerson },
        },
        cancel);
}

/// <summary>What a person fills into a form: where it is, and the fields in its order.</summary>
public sealed record FormPayload(string Address, IReadOnlyList<NoticeField> Fields);
