using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Web.Probes;

/// <summary>
/// Reads the preview of one post (<c>t.me/name/1?embed=1&amp;mode=tme</c>) by class names and attributes. What people wrote
/// is never looked at: a post may well say "Post not found".
/// </summary>
internal static class TelegramPost
{
    private const string Message = "tgme_widget_message";
    private const string Error = "tgme_widget_message_error";
    private const string NotSupported = "message_media_not_supported";

    /// <summary>A footer that Telegram puts under ordinary messages too, hidden by its styles.</summary>
    private const string Footer = "media_not_supported_cont";

    /// <summary>Around a video that the browser may not be able to play.</summary>
    private static readonly string[] players = ["tgme_widget_message_video", "tgme_widget_message_roundvideo"];

    private static readonly string[] contents =
    [
        "tgme_widget_message_text", "tgme_widget_message_photo", "tgme_widget_message_video", "tgme_widget_message_document", "tgme_widget_message_voice",
        "tgme_widget_message_roundvideo", "tgme_widget_message_sticker", "tgme_widget_message_poll", "tgme_widget_message_location",
    ];

    public static PageVerdict Read(CanonicalKey key, IHtmlDocument page)
    {
        var messages = page.QuerySelectorAll($".{Message}[data-post]");
        var wanted = $"{key.PeerName}/{key.PostId}";
        if (messages.FirstOrDefault(message => string.Equals(message.GetAttribute("data-post"), wanted, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return (IsHidden(found) ? new PageVerdict(Verdict.Withheld, ProbeRules.MediaHidden) : new PageVerdict(Verdict.Live, ProbeRules.Post)) with { Owner = OwnerOf(found) };
        }

        if (messages.Length > 0)
        {
            return PageVerdict.Unreadable(ProbeRules.OtherPost);
        }

        return page.QuerySelector($".{Error}") is not { } error ? PageVerdict.Unreadable(ProbeRules.NoMarker)
            : SpeaksOfName(error, key.PeerName!) ? new(Verdict.PeerMissing, ProbeRules.NameMissing)
            : new(Verdict.Missing, ProbeRules.PostMissing);
    }

    /// <summary><c>c1234567890_…</c>: what stands before the line is the channel's number.</summary>
    private static string? OwnerOf(IElement message) =>
        message.GetAttribute("data-peer")?.Split('_') is [['c', .. { Length: > 0 } number], ..] && number.All(char.IsAsciiDigit) ? number : null;

    // The only words that are read, and they are Telegram's own. Both verdicts count as a miss.
    private static bool SpeaksOfName(IElement error, string name) =>
        PageText.Words(error) is var words && (words.Contains("username", StringComparison.Ordinal) || words.Contains($"@{name}", StringComparison.Ordinal));

    private static bool IsHidden(IElement message) => message.QuerySelectorAll($"[class*='{NotSupported}']")
        .Any(element => PageText.HasClassOf(element, NotSupported) && IsInPlaceOfBody(element, message));

    private static bool IsInPlaceOfBody(IElement element, IElement message)
    {
        for (var around = element.ParentElement; around is not null && around != message; around = around.ParentElement)
        {
            if (players.Any(player => PageText.HasClassOf(around, player)) || (around.ClassList.Contains(Footer) && HasContent(message)))
            {
                return false;
            }
        }

        return !PageText.Words(element).Contains("browser", StringComparison.Ordinal);
    }

    private static bool HasContent(IElement message) =>
        message.QuerySelectorAll("[class*='tgme_widget_message_']").Any(element => contents.Any(content => PageText.HasClassOf(element, content)));
}
