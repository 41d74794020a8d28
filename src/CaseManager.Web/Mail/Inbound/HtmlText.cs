using System.Text;
using MimeKit.Text;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>An HTML mail as the plain text a reader would have typed: blocks as lines, quotations with "&gt;", links with their address.</summary>
internal sealed class HtmlText
{
    private const int DeepestQuotation = 5;
    private const int OpenElements = 256;

    private static readonly HashSet<HtmlTagId> Blocks =
    [
        HtmlTagId.P, HtmlTagId.Div, HtmlTagId.TR, HtmlTagId.LI, HtmlTagId.UL, HtmlTagId.OL, HtmlTagId.Table, HtmlTagId.BlockQuote, HtmlTagId.H1, HtmlTagId.H2, HtmlTagId.H3,
        HtmlTagId.H4, HtmlTagId.H5, HtmlTagId.H6, HtmlTagId.Section, HtmlTagId.Article, HtmlTagId.Header, HtmlTagId.Footer, HtmlTagId.Pre, HtmlTagId.DL, HtmlTagId.DT, HtmlTagId.DD,
        HtmlTagId.Body, HtmlTagId.Head, HtmlTagId.Center, HtmlTagId.Address, HtmlTagId.FieldSet, HtmlTagId.Form,
    ];

    private static readonly string[] QuotingClasses = ["gmail_quote", "yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "gmail_attr", "zmail_extra", "quotedtext", "divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container"];

    private readonly StringBuilder _text = new();
    private readonly List<(string Name, bool Quotes, string? Link)> _open = [];
    private int _quotation;
    private bool _space;

    internal static string Convert(string html, int most)
    {
        var text = new HtmlText();
        foreach (var piece in HtmlWalk.Visible(html))
        {
            text.Add(piece);
            if (text._text.Length >= most)
            {
                break;
            }
        }

        return text._text.ToString().Trim();
    }

    private void Add(HtmlPiece piece)
    {
        switch (piece.Tag)
        {
            case null:
                Write(piece.Text);
                break;
            case { Id: HtmlTagId.Br or HtmlTagId.HR }:
                Break();
                break;
            case { IsEndTag: true } tag:
                Close(tag);
                break;
            case var tag:
                Open(tag);
                break;
        }
    }

    private void Open(HtmlTagToken tag)
    {
        if (Blocks.Contains(tag.Id))
        {
            Break();
        }

        _space |= tag.Id is HtmlTagId.TD or HtmlTagId.TH;
        if (tag.Id is HtmlTagId.P)
        {
            Paragraph();
        }

        if (tag.IsEmptyElement || _open.Count >= OpenElements || !(Blocks.Contains(tag.Id) || tag.Id is HtmlTagId.A or HtmlTagId.Span))
        {
            return;
        }

        var quotes = tag.Id is HtmlTagId.BlockQuote || (tag.Id is HtmlTagId.Div or HtmlTagId.Table or HtmlTagId.Section && IsQuotation(tag));
        _quotation += quotes ? 1 : 0;
        _open.Add((tag.Name, quotes, tag.Id is HtmlTagId.A ? MailLink.Address(HtmlWalk.Attribute(tag, "href")) : null));
    }

    private void Close(HtmlTagToken tag)
    {
        const int Back = 32;
        for (var at = _open.Count - 1; at >= 0 && at >= _open.Count - Back; at--)
        {
            if (!_open[at].Name.Equals(tag.Name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            for (var last = _open.Count - 1; last >= at; last--)
            {
                Leave(_open[last]);
            }

            _open.RemoveRange(at, _open.Count - at);
            break;
        }

        if (Blocks.Contains(tag.Id))
        {
            Break();
        }

        if (tag.Id is HtmlTagId.P)
        {
            Paragraph();
        }
    }

    private void Leave((string Name, bool Quotes, string? Link) element)
    {
        // Written only where it says more than the words it stands behind.
        if (element.Link is { } link && !_text.ToString(Math.Max(0, _text.Length - link.Length - 1), Math.Min(_text.Length, link.Length + 1)).Contains(link.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
        {
            Write($" [{link}] ");
        }

        if (element.Quotes)
        {
            Break();
            _quotation--;
        }
    }

    private static bool IsQuotation(HtmlTagToken tag) =>
        $"{HtmlWalk.Attribute(tag, "class")} {HtmlWalk.Attribute(tag, "id")}".Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Any(name => QuotingClasses.Contains(name, StringComparer.OrdinalIgnoreCase));

    private void Write(string text)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                _space = true;
                continue;
            }

            if (_text.Length == 0 || _text[^1] == '\n')
            {
                _text.Append('>', Math.Min(_quotation, DeepestQuotation)).Append(_quotation > 0 ? " " : "");
            }
            else if (_space)
            {
                _text.Append(' ');
            }

            _space = false;
            _text.Append(character);
        }
    }

    private void Break()
    {
        _space = false;
        if (_text.Length > 0 && _text[^1] != '\n')
        {
            _text.Append('\n');
        }
    }

    private void Paragraph()
    {
        if (_text.Length > 1 && _text[^1] == '\n' && _text[^2] != '\n')
        {
            _text.Append('\n');
        }
    }
}
