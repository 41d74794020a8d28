using System.Security.Claims;
using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Mail that came in: what somebody has to sort, and what an answer is.</summary>
public static class MailApi
{
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("").RequireAuthorization(Policy.CaseWork);
        work.MapGet("/mail", ListAsync).Produces<UnsortedJson>();
        work.MapGet("/notices", FindAsync).Produces<FoundJson>();
        work.MapPost("/mail/{messageId}/attach", AttachAsync)
            .Takes<AttachRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/mail/{messageId}/confirm", ConfirmAsync)
            .Takes<ConfirmRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/mail/{messageId}/discard", DiscardAsync)
            .AnswersNothing()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(DateTimeOffset? afterAt, string? afterId, ClaimsPrincipal user, ListMail list, CancellationToken cancel)
    {
        var after = afterAt is { } at && afterId is not null ? new TakedownCursor(at.ToUniversalTime(), RouteId.Read(afterId)) : null;
        var rows = await list.RunAsync(user.StaffId(), unsorted: true, after, cancel);
        return ApiJson.Answer(new UnsortedJson([.. rows.Select(UnsortedMailJson.Of)], rows.Count == ListMail.PageSize));
    }

    private static async Task<IResult> FindAsync(string? reference, ClaimsPrincipal user, FindNotices find, CancellationToken cancel) =>
        ApiJson.Answer(new FoundJson(
            [.. (await find.RunAsync(reference ?? "", user.StaffId(), cancel)).Select(found => new FoundNoticeJson(
                found.Notice.Id, found.Notice.CaseId, CaseReference.Write(found.Notice.CaseId), found.Notice.Code, RouteCodes.Write(found.Notice.Route),
                found.RecipientName, found.Notice.State, found.Notice.SealedAt))]));

    private static async Task<IResult> AttachAsync(string messageId, HttpRequest request, AttachMail attach, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<AttachRequest>();
        await attach.RunAsync(
            RouteId.Read(messageId), request.HttpContext.User.StaffId(), body.NoticeId, body.Kind, [.. body.Objects.Select(one => one.ToObject())], cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> ConfirmAsync(string messageId, HttpRequest request, ConfirmMail confirm, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ConfirmRequest>();
        await confirm.RunAsync(RouteId.Read(messageId), request.HttpContext.User.StaffId(), body.Kind, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> DiscardAsync(string messageId, HttpRequest request, DiscardMail discard, CancellationToken cancel)
    {
        await discard.RunAsync(RouteId.Read(messageId), request.HttpContext.User.StaffId(), cancel);
        return Results.NoContent();
    }

    private sealed record AttachRequest(Guid NoticeId, string Kind, IReadOnlyList<StoredObjectJson> Objects);

    private sealed record ConfirmRequest(string Kind);

    private sealed record FoundJson(IReadOnlyList<FoundNoticeJson> Notices);

    private sealed record FoundNoticeJson(
        Guid NoticeId, Guid CaseId, string Reference, string? Code, string Route, string RecipientName, NoticeState State, DateTimeOffset SealedAt);

    private sealed record UnsortedJson(IReadOnlyList<UnsortedMailJson> Mails, bool More);

    /// <param name="Epoch">Team epoch its words open with; <see langword="null"/> where it was put aside unread.</param>
    /// <param name="NoticeId">The notice it probably belongs to.</param>
    private sealed record UnsortedMailJson(
        Guid MessageId, string Standing, string Kind, string Class, DateTimeOffset ReceivedAt, DateTimeOffset StoredAt, int? Epoch, byte[]? File,
        Guid? NoticeId, Guid? CaseId, string? Reference, string? RecipientName)
    {
        public static UnsortedMailJson Of(ListedMail listed)
        {
            var mail = listed.Mail;
            return new UnsortedMailJson(
                mail.Id, mail.Standing.ToString().ToLowerInvariant(), mail.Kind, mail.Class, mail.ReceivedAt, mail.StoredAt, mail.TeamEpoch, mail.TeamFile,
                mail.NoticeId, mail.CaseId, mail.CaseId is { } caseId ? CaseReference.Write(caseId) : null, listed.RecipientName);
        }
    }
}
