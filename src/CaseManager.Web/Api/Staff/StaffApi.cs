using CaseManager.Web.Hosting;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>What the staff's browser code talks to: staff host only, her cookie, and the page's token on everything that changes something.</summary>
public static class StaffApi
{
    /// <summary>Name of its OpenAPI document.</summary>
    public const string Document = "staff";

    public static void MapStaffApi(this WebApplication app, Sites sites)
    {
        var api = app
            .MapGroup("/api/staff")
            .RequireHost(sites.StaffHost)
            .RequireAuthorization(Policy.Staff)
            .AddEndpointFilter<ApiRefusals>()
            .AddEndpointFilter<RequestFromOurPage>()
            .AddEndpointFilter<CaseReach>()
            .WithGroupName(Document)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status401Unauthorized), new ProducesResponseTypeMetadata(StatusCodes.Status403Forbidden))
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        MeApi.Map(api);
        PasskeySignInApi.Map(api);
        KeysApi.Map(api);
        PasskeysApi.Map(api);
        RosterApi.Map(api);
        SetupApi.Map(api);
        CasesApi.Map(api);
        DayApi.Map(api);
        ImportsApi.Map(api);
        GrantsApi.Map(api);
        RelatedApi.Map(api);
        DocumentsApi.Map(api);
        TurningApi.Map(api);
        TakedownsApi.Map(api);
        VenuesApi.Map(api);
        MailApi.Map(api);
        FollowUpApi.Map(api);
        ProofPacksApi.Map(api);
        CountingApi.Map(api);
        ContactsApi.Map(api);
        DirectoryApi.Map(api);
        AuditApi.Map(api);
    }
}
