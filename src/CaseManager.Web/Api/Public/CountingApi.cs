using CaseManager.Web.Hosting;

namespace CaseManager.Web.Api.Public;

/// <summary>Her way out of the figures: by an id that only her sealed case holds, without her receipt, so that the request leads to no case.</summary>
public static class CountingApi
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/counting/taken-back", TakenBackJson.TakeBackAsync)
        .Takes<TakenBackJson>()
        .Produces<TakenBackAnswer>()
        .RequireRateLimiting(RateLimits.Counting);
}
