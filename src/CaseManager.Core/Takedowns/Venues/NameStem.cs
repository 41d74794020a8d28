using System.Text.RegularExpressions;
using CaseManager.Core.Platforms.Links;

namespace CaseManager.Core.Takedowns.Venues;

/// <summary>
/// What is left of a venue's name without the words that people put around it when they open the next one. Two venues of one platform with the
/// same stem are a reason to look, nothing more. Pure.
/// </summary>
public static partial class NameStem
{
    /// <summary>Letters a stem has at least: shorter ones meet by chance.</summary>
    public const int MinimumLetters = 4;

    /// <summary>Words that say "the next one of the same", in several languages, Latin letters only. None ends with another of them.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "new", "backup", "reserve", "official", "main", "chat", "channel", "group", "two", "second", "archive", "mirror", "reborn", "fresh", "vip",
        "rezerv", "zapas", "novyi", "novyy", "kanal", "gruppa", "arhiv",
        "nuevo", "nueva", "oficial", "canal", "grupo", "respaldo", "novo", "nova",
        "neu", "gruppe", "nouveau", "officiel", "groupe", "nuovo", "canale", "gruppo", "ufficiale",
        "yeni", "yedek", "resmi", "grup", "baru", "jadid",
    ];

    private static readonly string[] longestFirst = [.. Words.OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal)];

    /// <summary>Of a venue, by its canonical key.</summary>
    /// <returns><see langword="null"/> where it has no name, or too little is left of it.</returns>
    public static string? OfKey(string key) => key.Split(':', 3) switch
    {
        ["tg", "peer", ['@', .. var name]] => Of(name),
        ["web", var place] when place.EndsWith('/') && place.Count(c => c == '/') == 1 => OfHost(place[..^1]),
        _ => null,
    };

    /// <summary>Of a name.</summary>
    /// <returns>Small letters a to z, at least <see cref="MinimumLetters"/>; <see langword="null"/> where less is left.</returns>
    public static string? Of(string name)
    {
        var left = NotALetter().Replace(Numbering().Replace(name.ToLowerInvariant(), "_"), "");
        for (var before = ""; before != left;)
        {
            before = left;
            left = Without(left);
        }

        return left.Length >= MinimumLetters ? left : null;
    }

    private static string Without(string left)
    {
        foreach (var word in longestFirst)
        {
            if (left.EndsWith(word, StringComparison.Ordinal))
            {
                return left[..^word.Length];
            }
        }

        foreach (var word in longestFirst)
        {
            if (left.StartsWith(word, StringComparison.Ordinal))
            {
                return left[word.Length..];
            }
        }

        return left;
    }

    private static string? OfHost(string host) =>
        IpAddress.IsIn(host) || host.StartsWith("xn--", StringComparison.Ordinal) ? null : Of(host.Split('.')[0]);

    /// <summary>"v2" at the end or before a line, and "2nd".</summary>
    [GeneratedRegex(@"(?:v[0-9]+|[0-9]+(?:st|nd|rd|th))(?=_|-|\z)")]
    private static partial Regex Numbering();

    [GeneratedRegex("[^a-z]")]
    private static partial Regex NotALetter();
}
