using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>The next steps of takedown requests, for the browser code of the staff host.</summary>
public static class FollowUpApi
{
    /// <param name="staff">The group <c>/api/staff</c>.</param>
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("").RequireAuthorization(Policy.CaseWork);
        work.MapGet("/cases/{caseId}/steps", ShowAsync)
            .Produces<StepsJson>()
            .Refuses(StatusCodes.Status404NotFound);
        work.MapPost("/steps/{stepId}/skip", SkipAsync)
            .Takes<SkipRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/steps/{stepId}/take", TakeAsync)
            .Takes<TakeRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapGet("/steps/{stepId}/draft", DraftAsync)
            .Produces<DraftJson>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapGet("/notices/{noticeId}/rescission", RescindAsync)
            .Produces<DraftJson>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/requests/{requestId}/steps", OpenAsync)
            .Takes<OpenRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ShowAsync(string caseId, ShowSteps show, CancellationToken cancel) =>
        ApiJson.Answer(new StepsJson([.. (await show.RunAsync(RouteId.Read(caseId), cancel)).Select(StepJson.Of)]));

    private static async Task<IResult> SkipAsync(string stepId, HttpRequest request, SkipStep skip, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<SkipRequest>();
        await skip.RunAsync(RouteId.Read(stepId), request.HttpContext.User.StaffId(), body.Why, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> TakeAsync(string stepId, HttpRequest request, TakeStep take, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<TakeRequest>();
        await take.RunAsync(RouteId.Read(stepId), request.HttpContext.User.StaffId(), body.Body, body.Reference, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> DraftAsync(string stepId, string body, string? language, WriteDraft write, CancellationToken cancel) =>
        ApiJson.Answer(new DraftJson(await write.RunAsync(RouteId.Read(stepId), body, language ?? NoticeTemplates.English, cancel)));

    private static async Task<IResult> RescindAsync(string noticeId, string? language, WriteRescission write, CancellationToken cancel) =>
        ApiJson.Answer(new DraftJson(await write.RunAsync(RouteId.Read(noticeId), language ?? NoticeTemplates.English, cancel)));

    private static async Task<IResult> OpenAsync(string requestId, HttpRequest request, OpenAskedStep open, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<OpenRequest>();
        await open.RunAsync(RouteId.Read(requestId), request.HttpContext.User.StaffId(), body.Step, cancel);
        return Results.NoContent();
    }

    private sealed record DraftJson(string Text);

    private sealed record SkipRequest(string Why);

    private sealed record TakeRequest(string Body, string Reference);

    private sealed record OpenRequest(string Step);
}
