using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CaseManager.Web.Probes;

/// <summary>Parses a page in memory: no script runs, nothing is fetched.</summary>
internal static class PageText
{
    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Tags of the largest page that is parsed. Telegram's previews have a few hundred; nested ones cost the square of their number.</summary>
    private const int MostTags = 5000;

    /// <summary>Whether nobody would wait for its parsing.</summary>
    public static bool IsTooLarge(ReadOnlyMemory<byte> body) => body.Span.Count((byte)'<') > MostTags;

    /// <returns>Null where it is not UTF-8.</returns>
    public static IHtmlDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return new HtmlParser().ParseDocument(strict.GetString(body.Span));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The element's words: one blank between them, lower case.</summary>
    public static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    /// <summary>Whether it has a class of this beginning.</summary>
    public static bool HasClassOf(IElement element, string beginning) =>
        element.ClassList.Any(name => name.StartsWith(beginning, StringComparison.Ordinal));
}
