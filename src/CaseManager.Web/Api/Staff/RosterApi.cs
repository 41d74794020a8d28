using System.Security.Claims;
using CaseManager.Core.Cases.Grants;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>The list of people and keys: read by everyone who signs or opens, extended by officers.</summary>
public static class RosterApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/roster", ShowAsync).RequireAuthorization(Policy.Roster).Produces<RosterJson>();
        api.MapGet("/epoch-wraps", WrapsAsync).RequireAuthorization(Policy.Keys).Produces<WrapsJson>();
        api.MapGet("/waiting", WaitingAsync).RequireAuthorization(Policy.People).Produces<WaitingJson>();
        api.MapPost("/roster", ExtendAsync).RequireAuthorization(Policy.Officers)
            .Takes<ExtendRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status409Conflict);
        api.MapPost("/roster/ended", EndAsync).RequireAuthorization(Policy.Officers)
            .Takes<EndRequest>()
            .AnswersNothing()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ShowAsync(ShowRoster show, CancellationToken cancel)
    {
        var entries = await show.RunAsync(cancel);
        return ApiJson.Answer(new RosterJson([.. entries.Select(entry => new SignedDocument(entry.Bytes, entry.Signature))]));
    }

    private static async Task<IResult> WrapsAsync(ClaimsPrincipal user, ShowEpochWraps show, CancellationToken cancel)
    {
        var wraps = await show.RunAsync(user.StaffId(), cancel);
        return ApiJson.Answer(new WrapsJson([.. wraps.Select(wrap => new WrapJson(wrap.Epoch, wrap.File))]));
    }

    private static async Task<IResult> WaitingAsync(ShowWaiting show, CancellationToken cancel) =>
        ApiJson.Answer(new WaitingJson(await show.RunAsync(cancel)));

    private static async Task<IResult> ExtendAsync(ClaimsPrincipal user, HttpRequest request, ExtendRoster extend, CancellationToken cancel)
    {
        var post = (await PostedBody.ReadAsync(request, cancel)).Read<ExtendRequest>();
        await extend.RunAsync(user.StaffId(), post.Entries, post.EpochWraps, post.Intake, ending: null, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> EndAsync(ClaimsPrincipal user, HttpRequest request, EndMembership end, CancellationToken cancel)
    {
        var post = (await PostedBody.ReadAsync(request, cancel)).Read<EndRequest>();
        await end.RunAsync(user.StaffId(), post.User, post.Entries, post.EpochWraps, post.Intake, cancel);
        return Results.NoContent();
    }

    private sealed record EndRequest(Guid User, IReadOnlyList<SignedDocument> Entries, IReadOnlyList<NewEpochWrap> EpochWraps, SignedIntake Intake);

    private sealed record RosterJson(IReadOnlyList<SignedDocument> Entries);

    private sealed record WrapJson(int Epoch, byte[] File);

    private sealed record WrapsJson(IReadOnlyList<WrapJson> Wraps);

    private sealed record WaitingJson(IReadOnlyList<WaitingMember> Waiting);

    private sealed record ExtendRequest(IReadOnlyList<SignedDocument> Entries, IReadOnlyList<NewEpochWrap> EpochWraps, SignedIntake? Intake = null);
}
