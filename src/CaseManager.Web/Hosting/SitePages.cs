using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Hosting;

/// <summary>Pages of a folder answer on that folder's host only, without the folder's name in the address; error pages on both.</summary>
public sealed class SitePages(Sites sites) : IConfigureOptions<RazorPagesOptions>
{
    public void Configure(RazorPagesOptions options)
    {
        Bind(options, "Public", sites.PublicHosts);
        Bind(options, "Staff", sites.StaffHost);
        Bind(options, "Errors", [.. sites.PublicHosts, sites.StaffHost]);
    }

    private static void Bind(RazorPagesOptions options, string folder, params string[] hosts) =>
        options.Conventions.AddFolderRouteModelConvention($"/{folder}", page =>
        {
            foreach (var selector in page.Selectors)
            {
                var route = selector.AttributeRouteModel!;
                route.Template = WithoutFolder(route.Template ?? "", folder);
                selector.EndpointMetadata.Add(new HostAttribute(hosts));
            }
        });

    private static string WithoutFolder(string template, string folder) =>
        template.StartsWith(folder, StringComparison.Ordinal) ? template[folder.Length..].TrimStart('/') : template;
}
