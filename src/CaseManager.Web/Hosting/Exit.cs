using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Hosting;

/// <summary>The way out that works without script: a neutral site, and nothing kept here.</summary>
public static class Exit
{
    public const string Path = "/exit";

    public static void MapExit(this WebApplication app, Sites sites) =>
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Post], Leave).RequireHost(sites.PublicHosts).ExcludeFromDescription();

    private static IResult Leave(HttpResponse response, IOptions<CaseManagerOptions> options)
    {
        response.Headers["Clear-Site-Data"] = "\"cache\", \"cookies\", \"storage\"";
        response.Headers.Location = options.Value.ExitUrl;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
