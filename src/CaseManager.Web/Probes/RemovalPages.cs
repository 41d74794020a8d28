using System.Text.Json;

namespace CaseManager.Web.Probes;

/// <summary>What sites put where something was removed, as far as somebody found out. A page that only looks like it is not enough.</summary>
public sealed class RemovalPages(IReadOnlyList<RemovalPage> pages)
{
    /// <summary>Those the program is delivered with: <c>removal-pages.json</c>.</summary>
    public static RemovalPages Declared { get; } = new(ReadFile());

    /// <summary>All of them.</summary>
    public IReadOnlyList<RemovalPage> All => pages;

    /// <returns>The id of the one that it is, or null.</returns>
    internal string? Find(string host, ReadOnlyMemory<byte> body)
    {
        var bare = WithoutWww(host);
        var known = pages.Where(row => row.Hosts.Contains(bare)).ToList();
        using var page = known.Count > 0 && !PageText.IsTooLarge(body) ? PageText.Parse(body) : null;
        return page is null ? null : known.Find(row => page.QuerySelector(row.Element) is not null)?.Id;
    }

    internal static string WithoutWww(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;

    private static RemovalPage[] ReadFile()
    {
        using var stream = typeof(RemovalPages).Assembly.GetManifestResourceStream(typeof(RemovalPages), "removal-pages.json")
            ?? throw new InvalidOperationException("removal-pages.json is not embedded.");
        return JsonSerializer.Deserialize<RemovalPage[]>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>One removal page.</summary>
/// <param name="Id">Stays for ever: verdicts name it.</param>
/// <param name="Hosts">Without <c>www.</c>.</param>
/// <param name="Element">CSS selector of an element that nobody's own text can make.</param>
/// <param name="Source">Where that was found out, and when.</param>
public sealed record RemovalPage(string Id, IReadOnlyList<string> Hosts, string Element, string Source);
