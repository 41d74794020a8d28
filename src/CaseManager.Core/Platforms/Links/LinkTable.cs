using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;

namespace CaseManager.Core.Platforms.Links;

/// <summary>The table <c>telegram-links.json</c>, which the browser reads too.</summary>
internal static class LinkTable
{
    private static readonly Table table = Read<Table>("telegram-links.json");

    public static int Version => table.Version;
    public static LinkLimits Limits => table.Limits;
    public static string NameHost => table.NameHost;
    public static string NameHostEnd { get; } = $".{table.NameHost}";
    public static string WebHost => table.WebHost;
    public static FrozenSet<string> Hosts { get; } = table.Hosts.ToFrozenSet(StringComparer.Ordinal);
    public static FrozenSet<string> PageHosts { get; } = table.PageHosts.ToFrozenSet(StringComparer.Ordinal);
    public static FrozenSet<string> WebClients { get; } = table.WebClients.ToFrozenSet(StringComparer.Ordinal);
    public static FrozenDictionary<string, string> Paths { get; } = table.Paths.ToFrozenDictionary(StringComparer.Ordinal);
    public static FrozenDictionary<string, LinkCommand> Commands { get; } = table.Commands.ToFrozenDictionary(StringComparer.Ordinal);
    public static FrozenSet<string> Reasons { get; } = table.Reasons.ToFrozenSet(StringComparer.Ordinal);
    public static FrozenSet<string> SecretReasons { get; } = table.SecretReasons.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>White space, Unicode's and the line breaks.</summary>
    public static SearchValues<char> Blanks { get; } = SearchValues.Create(Characters(table.Blanks));

    /// <summary>Zero-width and direction marks: nothing a person sees or means.</summary>
    public static SearchValues<char> Hidden { get; } = SearchValues.Create(Characters(table.Hidden));

    internal static Stream Open(string file) =>
        typeof(LinkTable).Assembly.GetManifestResourceStream(typeof(LinkTable), file)
        ?? throw new InvalidOperationException($"{file} is not embedded.");

    internal static T Read<T>(string file)
    {
        using var stream = Open(file);
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"{file} is empty.");
    }

    private static char[] Characters(int[][] ranges) =>
        [.. ranges.SelectMany(range => Enumerable.Range(range[0], range[1] - range[0] + 1)).Select(code => (char)code)];

    private sealed record Table(
        int Version, LinkLimits Limits, int[][] Blanks, int[][] Hidden, string[] Hosts, string NameHost, string WebHost,
        string[] WebClients, string[] PageHosts, Dictionary<string, string> Paths, Dictionary<string, LinkCommand> Commands,
        string[] Reasons, string[] SecretReasons);
}

/// <summary>Longest and largest values the table accepts; ids as decimal text.</summary>
internal sealed record LinkLimits(int Length, int Name, int HostName, int Token, int Phone, int Secret, string MessageId, string ChannelId);

/// <summary>A tg: command: its row, the parameter that holds its token, the path word that means the same.</summary>
internal sealed record LinkCommand(string Row, string? Parameter, string? Path);
