using System.Text;
using System.Text.Json;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Releases;
using CaseManager.Core.Takedowns.Story;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>What runs for a case, for staff: requests with their targets, notices with what a form needs. Its links are readable, so it is an opening.</summary>
public sealed class ShowTakedowns(
    CaseManagerDbContext database, DataKeys keys, RecipientNames names, RecordOpening record, ProbePolicy probes, TellStory tellStory,
    VenuesOfCase venuesOfCase, SharedWith sharedWith)
{
    public async Task<CaseTakedowns> RunAsync(Guid caseId, Guid staffId, CancellationToken cancel)
    {
        if (await database.Set<Report>().AnyAsync(report => report.CaseId == caseId && report.ReceivedAt != null, cancel))
        {
            await record.RunAsync(Opening.Case, [caseId], staffId, cancel);
        }

        var rows = await (
            from request in database.Set<TakedownRequest>().AsNoTracking()
            join target in database.Set<Target>().AsNoTracking() on request.TargetId equals target.Id
            join watched in database.Set<TargetWatch>().AsNoTracking() on target.Id equals watched.TargetId into watches
            from watch in watches.DefaultIfEmpty()
            where request.CaseId == caseId
            orderby request.CreatedAt, request.Id
            select new { Request = request, Target = target, Watch = watch }).ToListAsync(cancel);
        var venues = await venuesOfCase.RunAsync([.. rows.Select(row => row.Target.Id)], cancel);
        var opened = await keys.FindAsync([.. rows.Select(row => row.Target.Id).Distinct()], cancel);
        var requests = new List<ShownRequest>();
        foreach (var row in rows)
        {
            requests.Add(new ShownRequest(
                row.Request, row.Target, UrlOf(row.Target, opened.GetValueOrDefault(row.Target.Id)), await names.OfAsync(row.Request.Recipient, cancel), row.Watch, probes.IsOn)
            {
                Venue = venues.GetValueOrDefault(row.Target.Id),
            });
        }

        var mails = await database.Set<InboundMessage>().AsNoTracking()
            .Where(mail => mail.CaseId == caseId && mail.Standing == InboundStanding.Attached)
            .OrderBy(mail => mail.ReceivedAt).ThenBy(mail => mail.Id)
            .ToListAsync(cancel);
        return new CaseTakedowns(
            requests, await NoticesAsync(caseId, cancel), mails, await tellStory.RunAsync(caseId, StoryListener.Staff, cancel), await sharedWith.RunAsync(caseId, cancel))
        {
            FileOf = await database.Set<Case>().Where(row => row.CaseId == caseId).Select(row => row.VenueId).SingleOrDefaultAsync(cancel),
        };
    }

    private async Task<IReadOnlyList<ShownNotice>> NoticesAsync(Guid caseId, CancellationToken cancel)
    {
        var key = await keys.FindAsync(caseId, cancel);
        var items = await (
            from item in database.Set<NoticeItem>()
            join request in database.Set<TakedownRequest>() on item.RequestId equals request.Id
            where request.CaseId == caseId
            orderby item.Number
            select new { item.NoticeId, item.RequestId }).ToListAsync(cancel);
        var notices = await database.Set<Notice>().AsNoTracking().Where(notice => notice.CaseId == caseId)
            .OrderBy(notice => notice.SealedAt).ThenBy(notice => notice.Id).ToListAsync(cancel);
        var shown = new List<ShownNotice>();
        foreach (var notice in notices)
        {
            shown.Add(new ShownNotice(
                notice,
                await names.OfAsync(notice.Recipient, cancel),
                [.. items.Where(item => item.NoticeId == notice.Id).Select(item => item.RequestId)],
                FormOf(notice, key),
                ReferenceOf(notice, key)));
        }

        return shown;
    }

    private static string? UrlOf(Target target, byte[]? key) =>
        key is not null && FieldCipher.TryOpen(key, target.UrlSealed, SealedPlaces.TargetUrl(target.Id)) is { } url ? Encoding.UTF8.GetString(url) : null;

    // One field that was damaged where it rests must not hide everything else that runs for the case.
    private static FormPayload? FormOf(Notice notice, byte[]? key) =>
        notice.Route != NoticeRoute.Mail && key is not null && FieldCipher.TryOpen(key, notice.PayloadSealed, SealedPlaces.Payload(notice.Id)) is { } fields
            ? JsonSerializer.Deserialize<FormPayload>(fields, JsonSerializerOptions.Web)
            : null;

    private static string? ReferenceOf(Notice notice, byte[]? key) =>
        notice.ReferenceSealed is not null && key is not null && FieldCipher.TryOpen(key, notice.ReferenceSealed, SealedPlaces.Reference(notice.Id)) is { } reference
            ? Encoding.UTF8.GetString(reference)
            : null;
}

/// <summary>What runs for a case.</summary>
/// <param name="Story">Everything that happened in the case, oldest first.</param>
/// <param name="Shared">Notices about whole venues that its links belong to.</param>
public sealed record CaseTakedowns(
    IReadOnlyList<ShownRequest> Requests, IReadOnlyList<ShownNotice> Notices, IReadOnlyList<InboundMessage> Mails, IReadOnlyList<StoryLine> Story,
    IReadOnlyList<SharedEntry> Shared)
{
    /// <summary>The channel, group or site that the case is the file of.</summary>
    public Guid? FileOf { get; init; }
}

/// <summary>A request as staff see it.</summary>
/// <param name="Url"><see langword="null"/> once its key is destroyed, or where it is damaged.</param>
/// <param name="Watch">What the program saw of it; <see langword="null"/> before its first plan.</param>
/// <param name="ProgramLooks">Whether the program looks at links here at all.</param>
public sealed record ShownRequest(TakedownRequest Request, Target Target, string? Url, string RecipientName, TargetWatch? Watch, bool ProgramLooks)
{
    /// <summary>The channel, group or site it belongs to.</summary>
    public TargetVenue? Venue { get; init; }

    /// <summary>Whether somebody has to look, because the program cannot see such a place or does not look.</summary>
    public bool NeedsEyes => !ProgramLooks || Target.State == TargetState.NotCheckable || Watch?.LastVerdict == Verdict.NotCheckable;

    /// <summary>When the program looks next, UTC.</summary>
    public DateTimeOffset? NextCheckAt => NeedsEyes ? null : Watch?.NextCheckAt;

    /// <summary>Somebody else has the name now: what is there may be an innocent person's.</summary>
    public bool ChangedHands => Watch?.LastRule == ProbeRules.OtherOwner;

    /// <summary>It was gone, and something answers at its address again: nobody but a person can tell what.</summary>
    public bool AnswersAgain => Target.State is TargetState.Gone or TargetState.SuspectedGone && Watch?.LastRule == ProbeRules.Answers;
}

/// <summary>A notice as staff see it.</summary>
/// <param name="Form">The fields to fill in, for a form; <see langword="null"/> where they are damaged.</param>
/// <param name="Reference">What the platform gave for a submitted form.</param>
public sealed record ShownNotice(Notice Notice, string RecipientName, IReadOnlyList<Guid> RequestIds, FormPayload? Form, string? Reference);
