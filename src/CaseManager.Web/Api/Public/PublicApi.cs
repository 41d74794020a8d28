using CaseManager.Web.Hosting;

namespace CaseManager.Web.Api.Public;

/// <summary>What the survivor's browser talks to: public host only, no cookie, one address a thing.</summary>
public static class PublicApi
{
    /// <summary>Name of its OpenAPI document.</summary>
    public const string Document = "public";

    public static void MapPublicApi(this WebApplication app, Sites sites)
    {
        var api = app
            .MapGroup("/api")
            .RequireHost(sites.PublicHosts)
            .WithGroupName(Document)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddEndpointFilter<ApiRefusals>();
        IntakeApi.Map(api);
        ReportsApi.Map(api);
        SurvivorCaseApi.Map(api);
        SurvivorDocumentsApi.Map(api);
        CountingApi.Map(api);
    }
}
