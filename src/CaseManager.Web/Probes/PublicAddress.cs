using System.Net;
using System.Net.Sockets;

namespace CaseManager.Web.Probes;

/// <summary>Tells public addresses from all others: this machine, its networks, clouds' metadata, and every way to write one of those as another.</summary>
/// <remarks>IANA's special-purpose registries (RFC 6890 and its updates), read 2026-11-30. IPv6: only 2000::/3 is handed out at all.</remarks>
public static class PublicAddress
{
    private static readonly IPNetwork[] refusedV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
        "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",

        // Azure's platform address, which looks public.
        "168.63.129.16/32");

    private static readonly IPNetwork[] refusedV6 = Networks(

        // Protocol assignments (with Teredo and ORCHID), documentation, 6to4, AS112, documentation again, segment routing.
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16");

    private static readonly IPNetwork handedOut = IPNetwork.Parse("2000::/3");

    /// <remarks>Addresses that carry an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) are refused whole: none of them is a site's own.</remarks>
    public static bool IsPublic(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !refusedV4.Any(network => network.Contains(address)),
        // IPNetwork compares a mapped address with an IPv6 network by its IPv4 half.
        AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6 && address.ScopeId == 0 && handedOut.Contains(address) && !refusedV6.Any(network => network.Contains(address)),
        _ => false,
    };

    private static IPNetwork[] Networks(params string[] written) => [.. written.Select(IPNetwork.Parse)];
}
