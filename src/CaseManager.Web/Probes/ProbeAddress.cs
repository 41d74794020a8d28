using System.Net;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Web.Probes;

/// <summary>The one request that looks at a place, built from its canonical key and from nothing else.</summary>
internal static class ProbeAddress
{
    /// <returns>Null where no program can see the place, with the rule that says why.</returns>
    public static Uri? Of(CanonicalKey key, out string rule)
    {
        rule = "";
        if (key.Kind is "web" or "page")
        {
            rule = !Uri.TryCreate(key.Url, UriKind.Absolute, out var address) || address.HostNameType == UriHostNameType.Basic ? ProbeRules.Host
                : address.HostNameType != UriHostNameType.Dns || IPAddress.TryParse(address.Host, out _) ? ProbeRules.IpAddress
                : !address.IsDefaultPort ? ProbeRules.Port : "";
            return rule.Length == 0 ? address : null;
        }

        if (key is { Kind: "peer" or "post", PeerName: { } name })
        {
            return new Uri(key.PostId is { } post ? $"https://t.me/{name}/{post}?embed=1&mode=tme" : $"https://t.me/{name}");
        }

        rule = $"{ProbeRules.Kind}:{key.Kind}";
        return null;
    }
}
