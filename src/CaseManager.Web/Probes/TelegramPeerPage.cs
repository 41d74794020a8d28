using AngleSharp.Html.Dom;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Web.Probes;

/// <summary>Reads the page of a name (<c>t.me/name</c>): somebody has it, nobody has it, or nothing can be told.</summary>
internal static class TelegramPeerPage
{
    private const string Contact = "Telegram: Contact @";

    public static PageVerdict Read(CanonicalKey key, IHtmlDocument page)
    {
        var name = key.PeerName!;
        if (NamesOf(page).Any(other => !string.Equals(other, name, StringComparison.OrdinalIgnoreCase)))
        {
            return PageVerdict.Unreadable(ProbeRules.OtherPeer);
        }

        if (page.QuerySelector(".tgme_channel_info") is not null)
        {
            return new(Verdict.Live, ProbeRules.Channel);
        }

        if (page.QuerySelector(".tgme_page_title") is { } title)
        {
            return PageText.Words(title).Length > 0 && page.QuerySelector(".tgme_page_extra") is not null
                ? new(Verdict.Live, ProbeRules.Peer)
                : PageVerdict.Unreadable(ProbeRules.NoMarker);
        }

        return string.Equals(MetaOf(page, "og:title")?.Trim(), $"{Contact}{name}", StringComparison.OrdinalIgnoreCase)
            ? new(Verdict.PeerMissing, ProbeRules.NameUnused)
            : PageVerdict.Unreadable(ProbeRules.NoMarker);
    }

    /// <summary>Whom the page itself says it speaks of: what its apps are told to open, and the header of a preview.</summary>
    private static IEnumerable<string> NamesOf(IHtmlDocument page)
    {
        foreach (var property in (string[])["al:ios:url", "al:android:url"])
        {
            if (MetaOf(page, property) is { } address && ParameterOf(address, "domain") is { } name)
            {
                yield return name;
            }
        }

        if (page.QuerySelector(".tgme_channel_info_header_username") is { } header && PageText.Words(header) is ['@', ..] shown)
        {
            yield return shown[1..];
        }
    }

    private static string? MetaOf(IHtmlDocument page, string property) => page.QuerySelector($"meta[property='{property}']")?.GetAttribute("content");

    private static string? ParameterOf(string address, string name)
    {
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 || !address.StartsWith("tg://resolve", StringComparison.Ordinal) ? null
            : address[(mark + 1)..].Split('&').FirstOrDefault(pair => pair.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];
    }
}
