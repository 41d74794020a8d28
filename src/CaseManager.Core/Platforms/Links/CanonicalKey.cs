namespace CaseManager.Core.Platforms.Links;

/// <summary>A canonical key taken apart: what a request that looks at the place is built from. Nothing that was typed comes along.</summary>
public sealed record CanonicalKey
{
    private static readonly LinkNormalizer normalizer = new(PlatformHosts.Seeded);

    private CanonicalKey(string text, string kind, string url) => (Text, Kind, Url) = (text, kind, url);

    /// <summary>The key itself.</summary>
    public string Text { get; }

    /// <summary>Second part of a Telegram key, else <c>web</c>.</summary>
    public string Kind { get; }

    /// <summary>The address built from it.</summary>
    public string Url { get; }

    /// <summary>Name of the public peer that a Telegram key speaks of, without "@"; null where there is none.</summary>
    public string? PeerName => Rest is ['@', ..] rest ? rest[1..].Split(':')[0] : null;

    /// <summary>Number of the post a Telegram key names; null for every other kind.</summary>
    public string? PostId => Kind == "post" ? Rest[(Rest.IndexOf(':') + 1)..] : null;

    private string Rest => Kind == "web" ? "" : Text[(Text.IndexOf(':', 3) + 1)..];

    /// <returns>Null unless it is exactly what today's table of links makes of the address built from it.</returns>
    public static CanonicalKey? Read(string text)
    {
        var link = AddressOf(text) is { } address ? normalizer.Normalize(address) : null;
        return link?.Key == text ? new(text, link.Kind!, link.Url!) : null;
    }

    private static string? AddressOf(string text)
    {
        if (text.StartsWith("web:", StringComparison.Ordinal))
        {
            return $"https://{text[4..]}";
        }

        if (text.Split(':', 3) is not ["tg", var kind, var rest])
        {
            return null;
        }

        var words = rest.Split(':');
        var peer = rest is ['#', ..] ? $"https://t.me/c/{words[0][1..]}" : $"https://t.me/{words[0].TrimStart('@')}";
        return (kind, words.Length) switch
        {
            ("peer", 1) => peer,
            ("post", 2) => $"{peer}/{words[1]}",
            ("comment", 3) => $"{peer}/{words[1]}?comment={words[2]}",
            ("story", 2) => $"{peer}/s/{words[1]}",
            ("invite", 1) => $"https://t.me/joinchat/{rest}",
            ("folder", 1) => $"https://t.me/addlist/{rest}",
            ("stickers", 1) => $"https://t.me/addstickers/{rest}",
            ("user", 1) => $"tg://user?id={rest}",
            ("user", 2) => $"https://t.me/{words[0]}/{words[1]}",
            ("page", _) => $"https://telegra.ph/{rest}",
            _ => null,
        };
    }
}
