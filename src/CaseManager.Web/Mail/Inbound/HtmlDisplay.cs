using System.Net;
using System.Text;
using Ganss.Xss;
using MimeKit.Text;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>An HTML mail fit for a caseworker's screen (design, section 6): nothing in it is loaded, clicked, posted or run.</summary>
/// <remarks>
/// Two walls. The first writes anew what it knows: a short list of elements, balanced and shallow, with no attribute but direction and language; text encoded;
/// links as their text and host; no image, also none enclosed, since a platform can quote the abusive picture. So the second, HtmlSanitizer with
/// a list as short, never sees a tree that costs more to build than the mail is worth.
/// </remarks>
internal sealed class HtmlDisplay
{
    private const int Deepest = 40;
    private const int MostElements = 3_000;

    private static readonly string[] Elements =
    [
        "p", "div", "br", "hr", "span", "b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "pre", "code", "blockquote", "ul", "ol", "li", "dl", "dt", "dd",
        "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
    ];

    private static readonly HashSet<string> Known = new(Elements, StringComparer.OrdinalIgnoreCase);
    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();

    private readonly StringBuilder _html = new();
    private readonly List<(string Name, string? Host)> _open = [];
    private int _elements;

    /// <returns>A fragment; empty where nothing is to be seen.</returns>
    internal static string Sanitize(string html, int most)
    {
        var display = new HtmlDisplay();
        foreach (var piece in HtmlWalk.Visible(html))
        {
            display.Add(piece);
            if (display._html.Length >= most)
            {
                break;
            }
        }

        display.CloseTo(0);
        return Sanitizer.Sanitize(display._html.ToString());
    }

    private void Add(HtmlPiece piece)
    {
        if (piece.Tag is not { } tag)
        {
            _html.Append(WebUtility.HtmlEncode(piece.Text));
        }
        else if (tag.Id is HtmlTagId.Br or HtmlTagId.HR)
        {
            _html.Append(tag.Id is HtmlTagId.Br ? "<br>" : "<hr>");
        }
        else if (tag.IsEndTag)
        {
            CloseTo(_open.FindLastIndex(element => element.Name.Equals(tag.Name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? at : _open.Count);
        }
        else if (!tag.IsEmptyElement && _open.Count < Deepest && _elements < MostElements && (Known.Contains(tag.Name) || tag.Id is HtmlTagId.A))
        {
            Open(tag);
        }
    }

    private void Open(HtmlTagToken tag)
    {
        _elements++;
        var name = tag.Name.ToLowerInvariant();
        if (name == "a")
        {
            _open.Add((name, MailLink.Host(HtmlWalk.Attribute(tag, "href"))));
            return;
        }

        _html.Append('<').Append(name);
        if (HtmlWalk.Attribute(tag, "dir")?.ToLowerInvariant() is "rtl" or "ltr" or "auto")
        {
            _html.Append(" dir=\"").Append(HtmlWalk.Attribute(tag, "dir")!.ToLowerInvariant()).Append('"');
        }

        if (HtmlWalk.Attribute(tag, "lang") is { Length: > 0 and <= 20 } language && language.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            _html.Append(" lang=\"").Append(language).Append('"');
        }

        _html.Append('>');
        _open.Add((name, null));
    }

    private void CloseTo(int count)
    {
        for (var last = _open.Count - 1; last >= count; last--)
        {
            var (name, host) = _open[last];
            _html.Append(name == "a" ? (host is null ? "" : WebUtility.HtmlEncode($" [{host}]")) : $"</{name}>");
        }

        _open.RemoveRange(count, _open.Count - count);
    }

    private static HtmlSanitizer CreateSanitizer()
    {
        var options = new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Elements, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(["dir", "lang"], StringComparer.OrdinalIgnoreCase),
        };
        return new HtmlSanitizer(options);
    }
}
