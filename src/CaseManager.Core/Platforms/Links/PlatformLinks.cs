using System.Collections.Frozen;

namespace CaseManager.Core.Platforms.Links;

/// <summary>
/// The table <c>platform-links.json</c>, which the browser reads too: the items of the directory's platforms that can be told by an
/// id, and every way to write a link to them. A link that is none of them keeps its whole address.
/// </summary>
internal static class PlatformLinks
{
    private static readonly Table table = LinkTable.Read<Table>("platform-links.json");
    private static readonly FrozenDictionary<string, PlatformForm[]> forms = Compile();

    /// <summary>The table's rows, for its tests.</summary>
    public static IReadOnlyList<PlatformGroup> Groups => table.Groups;

    /// <summary>The letters of the parts, for the tests of the table.</summary>
    public static IReadOnlyDictionary<string, LetterClass> Classes => table.Classes;

    /// <param name="host">As a key holds it.</param>
    /// <param name="path">With its query; starts with <c>/</c> or <c>?</c>, or is empty.</param>
    /// <returns>Host, path and query of the item's own address, or null.</returns>
    public static string? Canonical(string host, ReadOnlySpan<char> path)
    {
        var bare = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        if (FormsOf(bare) is not { } known || PlatformAddress.Read(path) is not { } address)
        {
            return null;
        }

        foreach (var form in known)
        {
            if (form.Read(bare, address) is { } location)
            {
                return location;
            }
        }

        return null;
    }

    /// <summary>The hosts of a group: each as it stands, and with each of its first labels. <c>*.</c> is any one label.</summary>
    public static IEnumerable<string> HostsOf(PlatformGroup group) => group.Hosts.SelectMany(host =>
        host.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(label => $"{label}.{host.Key}").Prepend(host.Key));

    private static PlatformForm[]? FormsOf(string host) =>
        forms.GetValueOrDefault(host)
        ?? (host.IndexOf('.') is > 0 and var dot ? forms.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(host.AsSpan(dot), out var any) ? any : null : null);

    private static FrozenDictionary<string, PlatformForm[]> Compile() => table.Groups
        .Select(group => (group, forms: group.Forms.Select(row => new PlatformForm(row, table.Classes)).ToArray()))
        .SelectMany(pair => HostsOf(pair.group).Select(host => (host: host.TrimStart('*'), pair.forms)))
        .GroupBy(pair => pair.host, pair => pair.forms)
        .ToFrozenDictionary(pair => pair.Key, pair => pair.SelectMany(forms => forms).ToArray(), StringComparer.Ordinal);

    private sealed record Table(Dictionary<string, LetterClass> Classes, PlatformGroup[] Groups);
}

/// <summary>The forms of one or several hosts.</summary>
/// <param name="Hosts">Host, and the labels in front of it that make no difference.</param>
internal sealed record PlatformGroup(string Platform, Dictionary<string, string> Hosts, FormRow[] Forms);
