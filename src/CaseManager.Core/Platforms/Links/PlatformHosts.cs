using System.Collections.Frozen;

namespace CaseManager.Core.Platforms.Links;

/// <summary>What the directory says about one platform's links.</summary>
/// <param name="HostPatterns"><c>*.name</c> is any host under a name, <c>name.*</c> that name under any public suffix, all else one host.</param>
public sealed record PlatformPatterns(string Id, IReadOnlyList<string> HostPatterns, IReadOnlyList<string> Schemes);

/// <summary>Names the platform of a host or scheme: the directory's id, or null. The most exact pattern wins.</summary>
public sealed class PlatformHosts
{
    private static readonly CountrySuffixes countries = LinkTable.Read<CountrySuffixes>("country-suffixes.json");

    private readonly FrozenDictionary<string, string> exact;
    private readonly FrozenDictionary<string, string> under;
    private readonly FrozenDictionary<string, string> anySuffix;
    private readonly FrozenDictionary<string, string> schemes;

    public PlatformHosts(IEnumerable<PlatformPatterns> platforms)
    {
        var (hosts, parents, names, ofSchemes) = (NewMap(), NewMap(), NewMap(), NewMap());
        foreach (var platform in platforms)
        {
            foreach (var pattern in platform.HostPatterns)
            {
                var (map, name) = pattern.StartsWith("*.", StringComparison.Ordinal) ? (parents, pattern[2..])
                    : pattern.EndsWith(".*", StringComparison.Ordinal) ? (names, pattern[..^2]) : (hosts, pattern);
                map.TryAdd(name, platform.Id);
            }

            foreach (var scheme in platform.Schemes)
            {
                ofSchemes[scheme] = platform.Id;
            }
        }

        exact = hosts.ToFrozenDictionary(StringComparer.Ordinal);
        under = parents.ToFrozenDictionary(StringComparer.Ordinal);
        anySuffix = names.ToFrozenDictionary(StringComparer.Ordinal);
        schemes = ofSchemes.ToFrozenDictionary(StringComparer.Ordinal);

        static Dictionary<string, string> NewMap() => new(StringComparer.Ordinal);
    }

    /// <summary>The platforms the product is delivered with.</summary>
    public static PlatformHosts Seeded { get; } = new(
        PlatformDirectory.Seed.All.Select(platform => new PlatformPatterns(platform.Id, platform.HostPatterns, platform.Schemes)));

    public string? OfScheme(string scheme) => schemes.GetValueOrDefault(scheme);

    public string? OfHost(string host)
    {
        var bare = host.AsSpan(host.StartsWith("www.", StringComparison.Ordinal) ? 4 : 0);
        if (exact.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(bare, out var found))
        {
            return found;
        }

        var parents = under.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var rest = bare; rest.IndexOf('.') is >= 0 and var dot;)
        {
            rest = rest[(dot + 1)..];
            if (parents.TryGetValue(rest, out found))
            {
                return found;
            }
        }

        var names = anySuffix.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; bare[at..].IndexOf('.') is >= 0 and var dot; at += dot + 1)
        {
            if (names.TryGetValue(bare[..(at + dot)], out found) && IsSuffix(bare[(at + dot + 1)..]))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Any top-level domain, and the com.XX and co.XX of the countries that have them.</summary>
    private static bool IsSuffix(ReadOnlySpan<char> suffix)
    {
        var dot = suffix.IndexOf('.');
        return dot < 0 ? !LinkText.IsDigits(suffix)
            : suffix[..dot] is "com" ? countries.Com.Contains(suffix[(dot + 1)..].ToString())
            : suffix[..dot] is "co" && countries.Co.Contains(suffix[(dot + 1)..].ToString());
    }

    private sealed record CountrySuffixes(HashSet<string> Co, HashSet<string> Com);
}
