using System.Security.Claims;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Recovery;
using CaseManager.Core.Sealing.Roster;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>The ceremony that makes the organisation's keys, and what two holders of recovery words do later. The root's signature decides, not the session.</summary>
public static class SetupApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/setup", SetUpAsync).RequireAuthorization(Policy.Administration)
            .Takes<FirstRoster>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status409Conflict);
        api.MapGet("/recovery-files", TakeAsync).RequireAuthorization(Policy.People)
            .Produces<FilesJson>()
            .Refuses(StatusCodes.Status404NotFound);
        api.MapPost("/recovery-files", ReplaceAsync).RequireAuthorization(Policy.Administration)
            .Takes<ReplaceRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status409Conflict);
        api.MapPost("/officers", NameOfficerAsync).RequireAuthorization(Policy.Administration)
            .Takes<OfficerRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> SetUpAsync(ClaimsPrincipal user, HttpRequest request, SetUpOrganisation setUp, CancellationToken cancel)
    {
        await setUp.RunAsync(user.StaffId(), (await PostedBody.ReadAsync(request, cancel)).Read<FirstRoster>(), cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> TakeAsync(ClaimsPrincipal user, TakeRecoveryFiles take, CancellationToken cancel)
    {
        var files = await take.RunAsync(Actor.Staff(user.StaffId()), cancel);
        return ApiJson.Answer(new FilesJson(new NewRecoveryFiles { AB = files.AB, AC = files.AC, BC = files.BC }, files.StoredAt));
    }

    private static async Task<IResult> ReplaceAsync(ClaimsPrincipal user, HttpRequest request, ReplaceRecoveryFiles replace, CancellationToken cancel)
    {
        var post = (await PostedBody.ReadAsync(request, cancel)).Read<ReplaceRequest>();
        await replace.RunAsync(user.StaffId(), post.Entry, post.Files, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> NameOfficerAsync(ClaimsPrincipal user, HttpRequest request, NameOfficer name, CancellationToken cancel)
    {
        var post = (await PostedBody.ReadAsync(request, cancel)).Read<OfficerRequest>();
        await name.RunAsync(user.StaffId(), post.Entries, post.EpochWraps, post.Intake, cancel);
        return Results.NoContent();
    }

    private sealed record FilesJson(NewRecoveryFiles Files, DateTimeOffset StoredAt);

    private sealed record ReplaceRequest(SignedDocument Entry, NewRecoveryFiles Files);

    private sealed record OfficerRequest(IReadOnlyList<SignedDocument> Entries, IReadOnlyList<NewEpochWrap> EpochWraps, SignedIntake Intake);
}
