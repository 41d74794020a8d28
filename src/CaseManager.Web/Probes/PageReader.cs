using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Web.Probes;

/// <summary>What a page says of the place it was fetched for. Pure: the same page has the same verdict, in a probe and on the command line.</summary>
public sealed class PageReader(RemovalPages removals)
{
    /// <summary>Largest page that is read, bytes; compressed or not.</summary>
    public const int MaximumBody = 512 * 1024;

    /// <summary>With the removal pages the program is delivered with.</summary>
    public static PageReader Default { get; } = new(RemovalPages.Declared);

    /// <summary>Whether a site that answers so wants to be left alone.</summary>
    public static bool IsStop(int status) => status is 403 or 429 or 503;

    /// <summary>A page that was saved from the place's own address.</summary>
    public PageVerdict ReadSaved(CanonicalKey key, ReadOnlyMemory<byte> body) => ProbeAddress.Of(key, out var rule) is { } address
        ? Read(key, new SavedPage(200, address, body))
        : PageVerdict.NotCheckable(rule);

    public PageVerdict Read(CanonicalKey key, SavedPage page)
    {
        if (ProbeAddress.Of(key, out var rule) is null)
        {
            return PageVerdict.NotCheckable(rule);
        }

        if (IsStop(page.Status))
        {
            return PageVerdict.Unreadable(ProbeRules.ToldToStop);
        }

        if (page.Body.Length > MaximumBody)
        {
            return PageVerdict.Unreadable(ProbeRules.TooLarge);
        }

        return key.Kind is "web" or "page" ? WebPage.Read(key, page, removals) : ReadTelegram(key, page);
    }

    private static PageVerdict ReadTelegram(CanonicalKey key, SavedPage page)
    {
        // Telegram leads away from names without a preview, from free ones and from adult ones alike.
        if (page.Moved || page.Status is >= 300 and < 400)
        {
            return PageVerdict.Unreadable(ProbeRules.Redirected);
        }

        if (page.Status != 200)
        {
            return PageVerdict.Unreadable(ProbeRules.Status);
        }

        if (PageText.IsTooLarge(page.Body))
        {
            return PageVerdict.Unreadable(ProbeRules.TooLarge);
        }

        using var document = PageText.Parse(page.Body);
        return document is null ? PageVerdict.Unreadable(ProbeRules.Encoding)
            : key.PostId is null ? TelegramPeerPage.Read(key, document)
            : TelegramPost.Read(key, document);
    }
}
