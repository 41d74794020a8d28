using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Releases;
using CaseManager.Core.Takedowns.Story;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Web.Api.Staff;

/// <summary>What a release would send, as JSON.</summary>
public sealed record PreviewsJson(IReadOnlyList<PreviewJson> Previews, IReadOnlyList<PreviewLinkJson> Links)
{
    public static PreviewsJson Of(NoticePlan plan) => new(
        [.. plan.Notices.Select(PreviewJson.Of)], [.. plan.Links.Select(link => new PreviewLinkJson(link.Key, link.Url))]);
}

/// <summary>A link as the statement has to name it.</summary>
public sealed record PreviewLinkJson(string Key, string Url);

/// <summary>One exact preview.</summary>
/// <param name="Text">Exactly what is hashed and what would leave.</param>
/// <param name="Missing">What the regime or form asks for; nothing leaves while something is.</param>
/// <param name="Unconfirmed">Elements that are met in a way nobody confirmed.</param>
/// <param name="Refused">Codes of what must not be in it.</param>
/// <param name="AskedAt">When the contact was asked about one of the links, for whatever case.</param>
/// <param name="WaitsUntil">Until when it would wait for that.</param>
/// <param name="FieldsConfirmed">Whether somebody checked the form's fields.</param>
public sealed record PreviewJson(
    Guid NoticeId, string Route, string Recipient, string RecipientName, string Address, string Text, byte[] Hash,
    IReadOnlyList<MissingElement> Missing, IReadOnlyList<UnconfirmedElement> Unconfirmed, IReadOnlyList<string> Refused, bool FieldsConfirmed, bool NeedsSecondPerson,
    DateTimeOffset? AskedAt, DateTimeOffset? WaitsUntil)
{
    public static PreviewJson Of(PlannedNotice planned) => new(
        planned.Rendered.NoticeId,
        RouteCodes.Write(planned.Route),
        planned.Rendered.Recipient.Id,
        planned.Rendered.Recipient.Name,
        planned.Rendered.Recipient.Address,
        planned.Rendered.Text,
        planned.Rendered.Hash,
        planned.Rendered.Missing,
        planned.Rendered.Unconfirmed,
        planned.Rendered.Refused,
        planned.Rendered.Recipient.FieldsConfirmed,
        planned.NeedsSecondPerson,
        planned.AskedAt,
        planned.WaitsUntil);
}

/// <summary>What runs for a case, as JSON.</summary>
/// <param name="Story">Everything that happened in the case, oldest first.</param>
/// <param name="Shared">Notices about whole channels, groups or sites that its links belong to.</param>
/// <param name="FileOf">The channel, group or site that the case is the file of.</param>
public sealed record TakedownsJson(
    IReadOnlyList<RequestJson> Requests, IReadOnlyList<NoticeJson> Notices, IReadOnlyList<MailJson> Mails, IReadOnlyList<StoryLine> Story,
    IReadOnlyList<SharedEntry> Shared, Guid? FileOf)
{
    public static TakedownsJson Of(CaseTakedowns takedowns) => new(
        [.. takedowns.Requests.Select(RequestJson.Of)], [.. takedowns.Notices.Select(NoticeJson.Of)], [.. takedowns.Mails.Select(MailJson.Of)],
        takedowns.Story, takedowns.Shared, takedowns.FileOf);
}

/// <summary>A mail that came in for a case, as JSON; its words are the sealed object.</summary>
/// <param name="Class">What the rules read in it.</param>
/// <param name="Rule">The rule that said so.</param>
/// <param name="DecidedClass">What a person said it is.</param>
/// <param name="Match">How its notice was found.</param>
/// <param name="Verified">Whether our mail server vouches that the recipient wrote it.</param>
public sealed record MailJson(
    Guid MessageId, Guid NoticeId, Guid ObjectId, string Kind, string Class, string Rule, string? DecidedClass, string Match, bool Verified, bool NeedsPerson,
    DateTimeOffset ReceivedAt)
{
    public static MailJson Of(InboundMessage mail) => new(
        mail.Id, mail.NoticeId!.Value, mail.ObjectId!.Value, mail.Kind, mail.Class, mail.ClassRule, mail.DecidedClass, mail.MatchRule, mail.IsVerified, mail.NeedsPerson,
        mail.ReceivedAt);
}

/// <summary>A request, as JSON.</summary>
public sealed record RequestJson(
    Guid RequestId, string? Url, string Recipient, string RecipientName, string Regime, RequestState State, TargetState Target,
    Guid? MissedBy, DateTimeOffset CreatedAt, DateTimeOffset? ClockStartedAt, DateTimeOffset? DueAt, string? DueReason,
    string? Answer, DateTimeOffset? AnsweredAt, string? Outcome, DateTimeOffset? ClosedAt, LooksJson Looks, TargetVenue? Venue)
{
    public static RequestJson Of(ShownRequest shown)
    {
        var request = shown.Request;
        return new RequestJson(
            request.Id, shown.Url, request.Recipient, shown.RecipientName, request.RegimeId, request.State, shown.Target.State,
            shown.Target.MissedBy, request.CreatedAt, request.ClockStartedAt, request.DueAt, request.DueReason, request.Answer,
            request.AnsweredAt, request.Outcome, request.ClosedAt, LooksJson.Of(shown), shown.Venue);
    }
}

/// <summary>What the program saw of a request's link, as JSON.</summary>
/// <param name="At">When it looked last.</param>
/// <param name="Rule">By which rule it told what it saw then, one of <see cref="ProbeRules"/>.</param>
/// <param name="NeedsEyes">Somebody has to look.</param>
/// <param name="AnswersAgain">It was gone, and something answers there again.</param>
/// <param name="ChangedHands">Somebody else has the name now.</param>
public sealed record LooksJson(DateTimeOffset? At, Verdict? Verdict, string? Rule, DateTimeOffset? NextAt, int Misses, bool NeedsEyes, bool AnswersAgain, bool ChangedHands)
{
    public static LooksJson Of(ShownRequest shown) => new(
        shown.Watch?.CheckedAt, shown.Watch?.LastVerdict, shown.Watch?.LastRule, shown.NextCheckAt, shown.Watch?.Misses ?? 0, shown.NeedsEyes, shown.AnswersAgain, shown.ChangedHands);
}

/// <summary>A notice, as JSON.</summary>
public sealed record NoticeJson(
    Guid NoticeId, string Route, string Recipient, string RecipientName, NoticeState State, string? Reason, byte[] PreviewHash,
    Guid ReleaseCopyObjectId, Guid SealedBy, DateTimeOffset SealedAt, Guid? ApprovedBy, DateTimeOffset? LeftAt, DateTimeOffset? NextTryAt,
    int Attempts, bool PossibleDuplicate, Guid? SubmittedBy, string? Reference, FormPayload? Form, IReadOnlyList<Guid> RequestIds,
    Guid? Follows)
{
    public static NoticeJson Of(ShownNotice shown)
    {
        var notice = shown.Notice;
        return new NoticeJson(
            notice.Id, RouteCodes.Write(notice.Route), notice.Recipient, shown.RecipientName, notice.State, notice.Reason, notice.PreviewHash,
            notice.ReleaseCopyId, notice.SealedBy, notice.SealedAt, notice.ApprovedBy, notice.LeftAt, notice.NextTryAt, notice.Attempts,
            notice.PossibleDuplicate, notice.SubmittedBy, shown.Reference, shown.Form, shown.RequestIds,
            notice.Follows);
    }
}
