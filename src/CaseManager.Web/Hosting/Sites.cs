using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Hosting;

/// <summary>The two hosts. Whatever belongs to one is not found on the other.</summary>
public sealed class Sites(IOptions<CaseManagerOptions> options)
{
    /// <summary>Where survivors come: the public host, and its onion service where there is one.</summary>
    public string[] PublicHosts => [.. PublicUrls.Select(HostOf)];

    public string StaffHost => HostOf(options.Value.StaffUrl);

    public bool IsPublic(HttpRequest request) => PublicUrls.Any(url => Matches(request, url));

    public bool IsStaff(HttpRequest request) => Matches(request, options.Value.StaffUrl);

    private IEnumerable<string> PublicUrls => options.Value.HasOnion ? [options.Value.PublicUrl, options.Value.OnionUrl] : [options.Value.PublicUrl];

    // With the port written out, so that another port of the same machine is another host.
    private static string HostOf(string url)
    {
        var parsed = new Uri(url);
        return $"{parsed.IdnHost}:{parsed.Port}";
    }

    private static bool Matches(HttpRequest request, string url)
    {
        var site = new Uri(url);
        var port = request.Host.Port ?? (request.IsHttps ? 443 : 80);
        return port == site.Port && string.Equals(request.Host.Host, site.IdnHost, StringComparison.OrdinalIgnoreCase);
    }
}
