using CaseManager.Core.Takedowns.Venues;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Opens the file of a channel, group or site; everything else about them is on their pages.</summary>
public static class VenuesApi
{
    public static void Map(IEndpointRouteBuilder staff) => staff.MapGroup("").RequireAuthorization(Policy.CaseWork)
        .MapPost("/venues/{venueId}/file", OpenFileAsync)
        .Takes<NewAssistedCase>()
        .Produces<OpenedJson>()
        .Produces<OpenedJson>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> OpenFileAsync(string venueId, HttpRequest request, OpenVenueFile openVenueFile, CancellationToken cancel)
    {
        var body = await PostedBody.ReadAsync(request, cancel);
        var posted = body.Read<NewAssistedCase>().ToCase(body.Hash);
        var isNew = await openVenueFile.RunAsync(RouteId.Read(venueId), request.HttpContext.User.StaffId(), posted, cancel);
        return ApiJson.Answer(new OpenedJson(posted.CaseId), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private sealed record OpenedJson(Guid CaseId);
}
