namespace CaseManager.Web.Hosting;

/// <summary>Scripts and styles: those of a site answer on that site's host only, all others on both.</summary>
public static class StaticFiles
{
    public static void MapStaticFiles(this WebApplication app, Sites sites) =>
        app.MapStaticAssets().Add(endpoint =>
        {
            var path = ((RouteEndpointBuilder)endpoint).RoutePattern.RawText ?? "";
            endpoint.Metadata.Add(
                path.Contains("built/public.", StringComparison.Ordinal) ? new HostAttribute(sites.PublicHosts)
                : path.Contains("built/staff.", StringComparison.Ordinal) || path.Contains("built/pdf/", StringComparison.Ordinal) ? new HostAttribute(sites.StaffHost)
                : new HostAttribute([.. sites.PublicHosts, sites.StaffHost]));
        });
}
