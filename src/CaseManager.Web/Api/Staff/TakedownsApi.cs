using System.Security.Claims;
using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Releases;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Release, notices and requests, for the browser code of the staff host.</summary>
public static class TakedownsApi
{
    /// <param name="staff">The group <c>/api/staff</c>: staff host, signed in, antiforgery checked, refusals as problem+json.</param>
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("").RequireAuthorization(Policy.CaseWork);
        work.MapPost("/cases/{caseId}/releases/preview", PreviewAsync)
            .Takes<PreviewRequest>()
            .Produces<PreviewsJson>()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/releases", ReleaseAsync)
            .Takes<ReleaseRequest>()
            .Produces<ReleasedJson>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapGet("/cases/{caseId}/takedowns", ShowAsync)
            .Produces<TakedownsJson>()
            .Refuses(StatusCodes.Status404NotFound);
        work.MapPost("/notices/{noticeId}/approve", ApproveAsync)
            .Takes<ApproveRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/notices/{noticeId}/submitted", SubmittedAsync)
            .Takes<SubmittedRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/notices/{noticeId}/cancel", CancelAsync)
            .AnswersNothing()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/notices/{noticeId}/resolve", ResolveAsync)
            .Takes<ResolveRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/requests/{requestId}/answer", AnswerAsync)
            .Takes<AnswerRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/requests/{requestId}/gone", GoneAsync)
            .Produces<GoneJson>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/requests/{requestId}/there", ThereAsync)
            .Produces<GoneJson>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/requests/{requestId}/resume", ResumeAsync)
            .AnswersNothing()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/requests/{requestId}/close", CloseAsync)
            .Takes<CloseRequestJson>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapGet("/takedowns/{list}", ListAsync).Produces<WorkJson>().Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> PreviewAsync(string caseId, HttpRequest request, PreviewNotice preview, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<PreviewRequest>();
        var plan = await preview.RunAsync(
            RouteId.Read(caseId), new PlanInputs(body.Links, body.Regime, body.Language, body.Authority, body.OwnWork, body.NoticeIds.ByRoute()) { Follows = body.Follows }, cancel);
        return ApiJson.Answer(PreviewsJson.Of(plan));
    }

    private static async Task<IResult> ReleaseAsync(string caseId, HttpRequest request, ReleaseLinks releaseLinks, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ReleaseRequest>();
        var release = new NewRelease(body.Statement, body.Signature, [.. body.Objects.Select(one => one.ToObject())]);
        var notices = await releaseLinks.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), release, cancel);
        return ApiJson.Answer(
            new ReleasedJson([.. notices.Select(notice => new ReleasedNoticeJson(notice.Id, RouteCodes.Write(notice.Route), notice.State))]),
            StatusCodes.Status201Created);
    }

    private static async Task<IResult> ShowAsync(string caseId, ClaimsPrincipal user, ShowTakedowns show, CancellationToken cancel) =>
        ApiJson.Answer(TakedownsJson.Of(await show.RunAsync(RouteId.Read(caseId), user.StaffId(), cancel)));

    private static async Task<IResult> ApproveAsync(string noticeId, HttpRequest request, ApproveNotice approve, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ApproveRequest>();
        await approve.RunAsync(RouteId.Read(noticeId), request.HttpContext.User.StaffId(), body.PreviewHash, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> SubmittedAsync(string noticeId, HttpRequest request, RecordFormSubmission record, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<SubmittedRequest>();
        await record.RunAsync(RouteId.Read(noticeId), request.HttpContext.User.StaffId(), body.At, body.Reference, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> CancelAsync(string noticeId, HttpRequest request, CancelNotice cancelNotice, CancellationToken cancel)
    {
        await cancelNotice.RunAsync(RouteId.Read(noticeId), request.HttpContext.User.StaffId(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> ResolveAsync(string noticeId, HttpRequest request, ResolveNotice resolve, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ResolveRequest>();
        await resolve.RunAsync(RouteId.Read(noticeId), request.HttpContext.User.StaffId(), body.As, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> AnswerAsync(string requestId, HttpRequest request, RecordAnswer record, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<AnswerRequest>();
        await record.RunAsync(
            RouteId.Read(requestId), request.HttpContext.User.StaffId(), body.Kind, body.ReceivedAt, [.. body.Objects.Select(one => one.ToObject())], cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> GoneAsync(string requestId, HttpRequest request, RecordGone record, CancellationToken cancel)
    {
        var state = await record.RunAsync(RouteId.Read(requestId), request.HttpContext.User.StaffId(), cancel);
        return ApiJson.Answer(new GoneJson(state));
    }

    private static async Task<IResult> ThereAsync(string requestId, HttpRequest request, RecordThere record, CancellationToken cancel)
    {
        var state = await record.RunAsync(RouteId.Read(requestId), request.HttpContext.User.StaffId(), cancel);
        return ApiJson.Answer(new GoneJson(state));
    }

    private static async Task<IResult> ResumeAsync(string requestId, HttpRequest request, ResumeRequest resume, CancellationToken cancel)
    {
        await resume.RunAsync(RouteId.Read(requestId), request.HttpContext.User.StaffId(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> CloseAsync(string requestId, HttpRequest request, CloseRequest close, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<CloseRequestJson>();
        await close.RunAsync(RouteId.Read(requestId), request.HttpContext.User.StaffId(), body.Outcome, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> ListAsync(
        string list, DateTimeOffset? afterAt, string? afterId, ClaimsPrincipal user, ListTakedownWork work, CancellationToken cancel)
    {
        var after = afterAt is { } at && afterId is not null ? new TakedownCursor(at.ToUniversalTime(), RouteId.Read(afterId)) : null;
        return ApiJson.Answer(new WorkJson(await work.RunAsync(ListOf(list), user.StaffId(), after, cancel)));
    }

    private static TakedownList ListOf(string code) => code switch
    {
        "to-approve" => TakedownList.ToApprove,
        "to-submit" => TakedownList.ToSubmit,
        "unsent" => TakedownList.Unsent,
        "unknown" => TakedownList.Unknown,
        "due" => TakedownList.Due,
        "overdue" => TakedownList.Overdue,
        "next-steps" => TakedownList.NextSteps,
        _ => throw new RefusedException("unknown-list", RefusalKind.NotFound),
    };

    private sealed record PreviewRequest(IReadOnlyList<string> Links, string Regime, string Language, NoticeIdsJson NoticeIds, string? Authority = null, bool OwnWork = false, Guid? Follows = null);

    private sealed record NoticeIdsJson(Guid? Mail = null, Guid? Form = null, Guid? InApp = null, Guid? Draft = null)
    {
        public Dictionary<NoticeRoute, Guid> ByRoute()
        {
            (NoticeRoute Route, Guid? Id)[] chosen = [(NoticeRoute.Mail, Mail), (NoticeRoute.Form, Form), (NoticeRoute.InApp, InApp), (NoticeRoute.Draft, Draft)];
            return chosen.Where(one => one.Id is not null).ToDictionary(one => one.Route, one => one.Id!.Value);
        }
    }

    private sealed record ReleaseRequest(byte[] Statement, byte[] Signature, IReadOnlyList<StoredObjectJson> Objects);

    private sealed record ReleasedJson(IReadOnlyList<ReleasedNoticeJson> Notices);

    private sealed record ReleasedNoticeJson(Guid NoticeId, string Route, NoticeState State);

    private sealed record ApproveRequest(byte[] PreviewHash);

    private sealed record SubmittedRequest(DateTimeOffset At, string Reference);

    private sealed record ResolveRequest(Resolution As);

    private sealed record AnswerRequest(string Kind, DateTimeOffset ReceivedAt, IReadOnlyList<StoredObjectJson> Objects);

    private sealed record GoneJson(TargetState Target);

    private sealed record CloseRequestJson(string Outcome);

    private sealed record WorkJson(IReadOnlyList<TakedownWork> Rows);
}
