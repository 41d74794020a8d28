using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Releases;

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
public sealed record TakedownsJson(IReadOnlyList<RequestJson> Requests, IReadOnlyList<NoticeJson> Notices)
{
    public static TakedownsJson Of(CaseTakedowns takedowns) =>
        new([.. takedowns.Requests.Select(RequestJson.Of)], [.. takedowns.Notices.Select(NoticeJson.Of)]);
}

/// <summary>A request, as JSON.</summary>
public sealed record RequestJson(
    Guid RequestId, string? Url, string Recipient, string RecipientName, string Regime, RequestState State, TargetState Target,
    Guid? MissedBy, DateTimeOffset CreatedAt, DateTimeOffset? ClockStartedAt, DateTimeOffset? DueAt, string? DueReason,
    string? Answer, DateTimeOffset? AnsweredAt, string? Outcome, DateTimeOffset? ClosedAt)
{
    public static RequestJson Of(ShownRequest shown)
    {
        var request = shown.Request;
        return new RequestJson(
            request.Id, shown.Url, request.Recipient, shown.RecipientName, request.RegimeId, request.State, shown.Target.State,
            shown.Target.MissedBy, request.CreatedAt, request.ClockStartedAt, request.DueAt, request.DueReason, request.Answer,
            request.AnsweredAt, request.Outcome, request.ClosedAt);
    }
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
