using System.Security.Claims;
using CaseManager.Core.Takedowns.ProofPacks;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>What proof packs are made of, and which were made, for the browser code of the staff host.</summary>
public static class ProofPacksApi
{
    /// <param name="staff">The group <c>/api/staff</c>.</param>
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("").RequireAuthorization(Policy.CaseWork);
        work.MapGet("/cases/{caseId}/proof-packs", ListAsync)
            .Produces<ProofPacksJson>()
            .Refuses(StatusCodes.Status404NotFound);
        work.MapPost("/cases/{caseId}/proof-packs", MakeAsync)
            .Takes<ProofPackRequest>()
            .Produces<ProofExtract>()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(string caseId, ClaimsPrincipal user, ListProofPacks list, CancellationToken cancel) =>
        ApiJson.Answer(new ProofPacksJson(await list.RunAsync(RouteId.Read(caseId), user.StaffId(), cancel)));

    private static async Task<IResult> MakeAsync(string caseId, HttpRequest request, MakeProofPack make, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<ProofPackRequest>();
        var asked = new NewProofPack(body.PackId, body.Recipient, body.RequestIds);
        return ApiJson.Answer(await make.RunAsync(RouteId.Read(caseId), request.HttpContext.User.StaffId(), asked, cancel));
    }

    /// <param name="RequestIds"><see langword="null"/> for all.</param>
    private sealed record ProofPackRequest(Guid PackId, string Recipient, IReadOnlyList<Guid>? RequestIds);

    private sealed record ProofPacksJson(IReadOnlyList<MadeProofPack> Packs);
}
