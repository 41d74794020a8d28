using System.Text;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.ProofPacks;

/// <summary>Reads what was done about some requests of a case, inside the caller's snapshot. Nothing of another case: neither its ids nor that it looked at the same link.</summary>
public sealed class ReadProofTakedowns(CaseManagerDbContext database, DataKeys keys, RecipientNames names)
{
    /// <param name="chosen">Requests of the case.</param>
    /// <param name="events">The case's chain.</param>
    public async Task<ProofTakedowns> RunAsync(Guid caseId, IReadOnlyList<TakedownRequest> chosen, IReadOnlyList<AuditEvent> events, CancellationToken cancel)
    {
        var key = await keys.FindAsync(caseId, cancel);
        var requestIds = chosen.Select(request => request.Id).ToHashSet();
        var notices = await NoticesAsync(caseId, requestIds, key, cancel);
        var noticeIds = notices.Select(notice => notice.NoticeId).ToHashSet();
        return new ProofTakedowns(
            await RequestsAsync(chosen, cancel),
            notices,
            [.. (await MailsAsync(caseId, noticeIds, cancel)).Concat(Recorded(events, requestIds)).OrderBy(answer => answer.ReceivedAt)],
            await ObservationsAsync(chosen, cancel),
            await StepsAsync(caseId, requestIds, noticeIds, key, cancel));
    }

    private async Task<IReadOnlyList<ProofRequest>> RequestsAsync(IReadOnlyList<TakedownRequest> chosen, CancellationToken cancel)
    {
        var targetIds = chosen.Select(request => request.TargetId).Distinct().ToList();
        var targets = await database.Set<Target>().AsNoTracking().Where(target => targetIds.Contains(target.Id)).ToDictionaryAsync(target => target.Id, cancel);
        var targetKeys = await keys.FindAsync(targetIds, cancel);
        var requests = new List<ProofRequest>();
        foreach (var request in chosen)
        {
            var target = targets[request.TargetId];
            requests.Add(new ProofRequest(
                request.Id, target.Id, Text(targetKeys.GetValueOrDefault(target.Id), target.UrlSealed, SealedPlaces.TargetUrl(target.Id)), target.Platform,
                request.Recipient, await names.OfAsync(request.Recipient, cancel), request.RegimeId, request.State,

                // What became of the link since is what others asked about it.
                request.State is RequestState.Closed or RequestState.OnHold ? null : target.State,
                request.CreatedAt,
                request.ClockStartedAt, request.DueAt, request.DueReason, request.Answer, request.AnsweredAt, request.Outcome, request.ClosedAt));
        }

        return requests;
    }

    private async Task<IReadOnlyList<ProofNotice>> NoticesAsync(Guid caseId, HashSet<Guid> requestIds, byte[]? key, CancellationToken cancel)
    {
        var notices = await database.Set<Notice>().AsNoTracking()
            .Where(notice => notice.CaseId == caseId
                && database.Set<NoticeItem>().Any(item => item.NoticeId == notice.Id && requestIds.Contains(item.RequestId)))
            .OrderBy(notice => notice.SealedAt).ThenBy(notice => notice.Id)
            .ToListAsync(cancel);
        var ids = notices.Select(notice => notice.Id).ToList();
        var items = (await database.Set<NoticeItem>().AsNoTracking().Where(item => ids.Contains(item.NoticeId)).OrderBy(item => item.Number).ToListAsync(cancel))
            .ToLookup(item => item.NoticeId, item => item.RequestId);
        var attempts = (await database.Set<SendAttempt>().AsNoTracking().Where(attempt => ids.Contains(attempt.NoticeId)).OrderBy(attempt => attempt.Number).ToListAsync(cancel))
            .ToLookup(attempt => attempt.NoticeId);
        var shown = new List<ProofNotice>();
        foreach (var notice in notices)
        {
            shown.Add(new ProofNotice(
                notice.Id, RouteCodes.Write(notice.Route), notice.Recipient, await names.OfAsync(notice.Recipient, cancel), notice.Template, notice.RegimeVersion,
                notice.State,

                // Why a contact may not have it yet can rest on another case.
                notice.IsHeld ? null : notice.Reason,
                notice.SealedAt, notice.LeftAt, notice.MessageId, notice.Code, notice.PreviewHash, notice.PayloadHash,
                notice.LeftAt is null && notice.Attempts == 0 ? null : Bytes(key, notice.PayloadSealed, SealedPlaces.Payload(notice.Id)),
                notice.PossibleDuplicate,
                notice.Follows is { } follows && ids.Contains(follows) ? follows : null,
                Text(key, notice.ReferenceSealed, SealedPlaces.Reference(notice.Id)),
                notice.ReleaseCopyId,
                [.. items[notice.Id].Where(requestIds.Contains)],
                items[notice.Id].Any(id => !requestIds.Contains(id)),
                [.. attempts[notice.Id].Select(attempt => new ProofAttempt(
                    attempt.Number, attempt.StartedAt, attempt.EndedAt, attempt.Result, attempt.SmtpStatus, attempt.SmtpDetail))]));
        }

        return shown;
    }

    private async Task<IReadOnlyList<ProofAnswer>> MailsAsync(Guid caseId, HashSet<Guid> noticeIds, CancellationToken cancel)
    {
        var mails = await database.Set<InboundMessage>().AsNoTracking()
            .Where(mail => mail.CaseId == caseId && mail.Standing == InboundStanding.Attached && mail.NoticeId != null && noticeIds.Contains(mail.NoticeId.Value))
            .OrderBy(mail => mail.ReceivedAt).ThenBy(mail => mail.Id)
            .ToListAsync(cancel);
        return [.. mails.Select(mail => new ProofAnswer(
            mail.ObjectId!.Value, mail.NoticeId, RequestId: null, mail.Kind, mail.CountsAs, mail.ClassRule, mail.DecidedClass is not null, mail.IsVerified,
            mail.ReceivedAt, mail.RawHash))];
    }

    /// <summary>Answers that a person typed or pasted in: the chain alone knows them, beside their sealed objects.</summary>
    private static IEnumerable<ProofAnswer> Recorded(IReadOnlyList<AuditEvent> events, HashSet<Guid> requestIds)
    {
        foreach (var details in events.Where(happened => happened.Type == "AnswerRecorded").Select(happened => EventDetails.Read(happened.Data)))
        {
            if (details.Of("requestId") is [var request] && HexId.TryRead(request, out var requestId) && requestIds.Contains(requestId)
                && details.Of("objectId") is [var written] && HexId.TryRead(written, out var objectId) && details.Of("receivedAt") is [var at]
                && DateTimeOffset.TryParse(at, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var receivedAt))
            {
                yield return new ProofAnswer(
                    objectId, NoticeId: null, requestId, "recorded", details.Of("kind") is [var kind] ? kind : "", Rule: null, ByPerson: true, Verified: false, receivedAt, MailHash: null);
            }
        }
    }

    /// <summary>Only while a request of this case stood: what was seen before or after tells that somebody else asked about the same link.</summary>
    private async Task<IReadOnlyList<ProofObservation>> ObservationsAsync(IReadOnlyList<TakedownRequest> chosen, CancellationToken cancel)
    {
        var targetIds = chosen.Select(request => request.TargetId).Distinct().ToList();
        var stood = chosen.ToLookup(request => request.TargetId);
        var seen = await database.Set<Observation>().AsNoTracking()
            .Where(one => targetIds.Contains(one.TargetId))
            .OrderBy(one => one.At).ThenBy(one => one.Id)
            .ToListAsync(cancel);
        return [.. seen
            .Where(one => stood[one.TargetId].Any(request => request.CreatedAt <= one.At && !(request.ClosedAt < one.At)))
            .Select(one => new ProofObservation(
                one.Id, one.TargetId, one.At, one.Verdict, one.Rule, one.ParserVersion, one.ControlOk, one.Status, one.Length, one.BodyHash))];
    }

    private async Task<IReadOnlyList<ProofStep>> StepsAsync(Guid caseId, HashSet<Guid> requestIds, HashSet<Guid> noticeIds, byte[]? key, CancellationToken cancel)
    {
        var steps = await database.Set<Escalation>().AsNoTracking()
            .Where(step => step.CaseId == caseId && step.State == StepState.Taken && requestIds.Contains(step.RequestId))
            .OrderBy(step => step.DecidedAt).ThenBy(step => step.Id)
            .ToListAsync(cancel);
        return [.. steps.Where(step => step.IsRung).Select(step => new ProofStep(
            step.Id, step.RequestId, step.RungId, step.Round, step.Repeat, step.OpenedAt, step.DecidedAt,
            step.NoticeId is { } noticeId && noticeIds.Contains(noticeId) ? noticeId : null, step.BodyId,
            Text(key, step.ReferenceSealed, SealedPlaces.StepReference(step.Id))))];
    }

    private static byte[]? Bytes(byte[]? key, byte[]? field, string place) => key is null || field is null ? null : FieldCipher.TryOpen(key, field, place);

    private static string? Text(byte[]? key, byte[]? field, string place) => Bytes(key, field, place) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
