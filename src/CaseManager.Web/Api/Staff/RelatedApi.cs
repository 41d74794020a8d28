using System.Security.Claims;
using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Related;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Which cases have a link in common, and which belong together because somebody decided so.</summary>
public static class RelatedApi
{
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("").RequireAuthorization(Policy.CaseWork);
        work.MapPut("/cases/{caseId}/tags", TagsAsync).Takes<TagsJson>().Produces<MatchesJson>().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapGet("/cases/{caseId}/related", ShowAsync).Produces<RelatedCases>().Refuses(StatusCodes.Status404NotFound);
        work.MapGet("/references/{reference}", FindAsync).Produces<FoundJson>();
        work.MapPost("/cases/{caseId}/linked", LinkAsync).Takes<OtherCase>().AnswersNothing().Refuses(StatusCodes.Status404NotFound);
        work.MapPost("/cases/{caseId}/unlinked", UnlinkAsync).Takes<OtherCase>().AnswersNothing().Refuses(StatusCodes.Status404NotFound);
        work.MapPost("/cases/{caseId}/merged", MergeAsync).Takes<OtherCase>().AnswersNothing().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        work.MapPost("/cases/{caseId}/split", SplitAsync)
            .AnswersNothing()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> TagsAsync(string caseId, HttpRequest request, KeepTags keep, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<TagsJson>();
        return ApiJson.Answer(new MatchesJson(
            await keep.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), body.Epoch, body.Tags, cancel)));
    }

    private static async Task<IResult> ShowAsync(string caseId, ClaimsPrincipal user, ShowRelated show, CancellationToken cancel) =>
        ApiJson.Answer(await show.RunAsync(RouteId.Read(caseId), user.StaffId(), cancel));

    private static async Task<IResult> FindAsync(string reference, ClaimsPrincipal user, ListQueue list, CancellationToken cancel)
    {
        var rows = await list.FindAsync(reference, user.StaffId(), cancel);
        return ApiJson.Answer(new FoundJson([.. rows.Select(row => row.CaseId)]));
    }

    private static Task<IResult> LinkAsync(string caseId, HttpRequest request, LinkCases link, CancellationToken cancel) =>
        DecideAsync(caseId, request, link, same: true, cancel);

    private static Task<IResult> UnlinkAsync(string caseId, HttpRequest request, LinkCases link, CancellationToken cancel) =>
        DecideAsync(caseId, request, link, same: false, cancel);

    private static async Task<IResult> DecideAsync(string caseId, HttpRequest request, LinkCases link, bool same, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<OtherCase>();
        await link.RunAsync(RouteId.Read(caseId), body.Other, request.HttpContext.User.StaffId(), same, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> MergeAsync(string caseId, HttpRequest request, MergeCase merge, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<OtherCase>();
        await merge.RunAsync(RouteId.Read(caseId), body.Other, request.HttpContext.User.StaffId(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> SplitAsync(string caseId, HttpContext context, SplitCase split, CancellationToken cancel)
    {
        await split.RunAsync(RouteId.Read(caseId), context.User.StaffId(), cancel);
        return Results.NoContent();
    }

    private sealed record TagsJson(int Epoch, IReadOnlyList<byte[]> Tags);

    private sealed record MatchesJson(IReadOnlyList<TagMatch> Matches);

    private sealed record FoundJson(IReadOnlyList<Guid> Cases);

    private sealed record OtherCase(Guid Other);
}
