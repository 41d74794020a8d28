using System.Text;

namespace CaseManager.Core.Platforms.Links;

/// <summary>Reads one link as it was typed, or as it stood inside another (nested). Total: every text gets an answer.</summary>
internal static class LinkReader
{
    public static LinkReading Read(string typed, bool nested)
    {
        var link = LinkText.Trim(typed);
        if (link.Length == 0)
        {
            return LinkReading.Refuse("empty");
        }

        if (link.Length > LinkTable.Limits.Length)
        {
            return LinkReading.Refuse("too_long");
        }

        var web = WebScheme(link);
        var telegram = Begins(link, "tg:");
        if (StrayCharacter(link) is { } stray)
        {
            return LinkReading.Refuse(web > 0 || telegram ? stray : "not_a_link");
        }

        return web > 0 ? WebLink.Read(link.AsSpan(web), nested)
            : telegram ? TelegramCommand.Read(link.AsSpan(link.AsSpan(3).StartsWith("//") ? 5 : 3), nested)
            : ReadBare(link, nested);
    }

    /// <summary>The link inside a "share" link; one wrapper is opened, not a second.</summary>
    public static LinkReading ReadWrapped(string? inner, bool nested) =>
        inner is null ? LinkReading.RefuseTelegram("not_content")
        : nested ? LinkReading.RefuseTelegram("nested_wrapper")
        : Read(inner, nested: true);

    private static LinkReading ReadBare(string link, bool nested)
    {
        if (link[0] is '@')
        {
            return TelegramPeer.Named(link.AsSpan(1)).Read();
        }

        if (link.StartsWith("//", StringComparison.Ordinal))
        {
            return WebLink.Read(link.AsSpan(2), nested);
        }

        var end = link.AsSpan().IndexOfAny('/', '?', '#');
        var authority = end < 0 ? link : link.AsSpan(0, end);
        if (ForeignScheme(authority) is { } reason)
        {
            return LinkReading.Refuse(reason);
        }

        var found = WebLink.Read(link, nested);
        if (found.Host is not { } host)
        {
            return found.Reason is "bad_host" ? LinkReading.Refuse("not_a_link") : found;
        }

        var bare = end < 0 && !host.StartsWith("www.", StringComparison.Ordinal);
        return LooksLikeHost(host) ? found with { Low = found.Low || bare } : LinkReading.Refuse("not_a_link");
    }

    private static int WebScheme(string link) =>
        Begins(link, "https://") ? 8 : Begins(link, "http://") ? 7 : 0;

    private static bool Begins(ReadOnlySpan<char> link, string scheme) =>
        link.Length >= scheme.Length && Ascii.EqualsIgnoreCase(link[..scheme.Length], scheme);

    private static string? ForeignScheme(ReadOnlySpan<char> authority)
    {
        var colon = authority.IndexOf(':');
        if (colon <= 0 || !char.IsAsciiLetter(authority[0]))
        {
            return null;
        }

        var scheme = authority[..colon];
        foreach (var letter in scheme)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('+' or '.' or '-'))
            {
                return null;
            }
        }

        var port = authority[(colon + 1)..];
        if (scheme.Contains('.') && (port.Length == 0 || LinkText.IsDigits(port)))
        {
            return null;
        }

        return Ascii.EqualsIgnoreCase(scheme, "http") || Ascii.EqualsIgnoreCase(scheme, "https") ? "malformed" : "unsupported_scheme";
    }

    /// <summary>Without a scheme, a word with a dot in it is taken for a host only if its end could be a domain.</summary>
    private static bool LooksLikeHost(ReadOnlySpan<char> host)
    {
        if (IpAddress.IsIn(host))
        {
            return true;
        }

        var dot = host.LastIndexOf('.');
        var last = host[(dot + 1)..];
        return dot >= 0 && ((last.Length >= 2 && !last.ContainsAnyExceptInRange('a', 'z'))
            || (last.Length > 4 && last.StartsWith("xn--") && !last.Contains('_')));
    }

    private static string? StrayCharacter(string link)
    {
        foreach (var letter in link)
        {
            if (LinkTable.Blanks.Contains(letter))
            {
                return "inner_space";
            }

            if (char.IsControl(letter))
            {
                return "control_character";
            }
        }

        return null;
    }
}
