using MimeKit.Text;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>A piece of the visible part of an HTML mail: a text, or the beginning or end of an element.</summary>
/// <param name="Tag">Null for a text.</param>
internal readonly record struct HtmlPiece(string Text, HtmlTagToken? Tag);

/// <summary>Walks through an HTML mail token by token, without building a tree: its depth and its size on paper cost nothing.</summary>
internal static class HtmlWalk
{
    private static readonly HashSet<HtmlTagId> Unseen =
    [
        HtmlTagId.Script, HtmlTagId.Style, HtmlTagId.Title, HtmlTagId.Object, HtmlTagId.IFrame, HtmlTagId.Audio, HtmlTagId.Video, HtmlTagId.Canvas,
        HtmlTagId.Select, HtmlTagId.TextArea, HtmlTagId.NoFrames, HtmlTagId.Xml, HtmlTagId.Applet,
    ];

    private static readonly HashSet<HtmlTagId> Void =
    [
        HtmlTagId.Area, HtmlTagId.Base, HtmlTagId.Br, HtmlTagId.Col, HtmlTagId.Embed, HtmlTagId.HR, HtmlTagId.Image, HtmlTagId.Input, HtmlTagId.Link,
        HtmlTagId.Meta, HtmlTagId.Param, HtmlTagId.Source, HtmlTagId.Track, HtmlTagId.Wbr,
    ];

    /// <summary>What a reader sees, in order; elements that are hidden or hold no text are left out with all that is in them.</summary>
    internal static IEnumerable<HtmlPiece> Visible(string html)
    {
        var tokens = new HtmlTokenizer(new StringReader(html));
        var (skipped, depth) = ("", 0);
        while (tokens.ReadNextToken(out var token))
        {
            switch (token)
            {
                // No kind of its own: scripts and character data hold nothing a reader sees.
                case HtmlScriptDataToken or HtmlCDataToken:
                    break;
                case HtmlTagToken tag when depth > 0:
                    depth += !tag.Name.Equals(skipped, StringComparison.OrdinalIgnoreCase) || tag.IsEmptyElement ? 0 : tag.IsEndTag ? -1 : 1;
                    break;
                case HtmlTagToken tag when !tag.IsEndTag && !tag.IsEmptyElement && !Void.Contains(tag.Id) && (Unseen.Contains(tag.Id) || IsNamedUnseen(tag.Name) || IsHidden(tag)):
                    (skipped, depth) = (tag.Name, 1);
                    break;
                case HtmlTagToken tag:
                    yield return new HtmlPiece("", tag);
                    break;
                case HtmlDataToken data when depth == 0:
                    yield return new HtmlPiece(data.Data, null);
                    break;
            }
        }
    }

    internal static string? Attribute(HtmlTagToken tag, string name)
    {
        foreach (var attribute in tag.Attributes)
        {
            if (attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return attribute.Value;
            }
        }

        return null;
    }

    private static bool IsNamedUnseen(string name) =>
        name.Equals("template", StringComparison.OrdinalIgnoreCase) || name.Equals("svg", StringComparison.OrdinalIgnoreCase) || name.Equals("math", StringComparison.OrdinalIgnoreCase);

    // What a sender hides is no part of what she says; previews of mail programs and tricks alike.
    private static bool IsHidden(HtmlTagToken tag)
    {
        if (Attribute(tag, "hidden") is not null)
        {
            return true;
        }

        var style = Attribute(tag, "style");
        if (style is null)
        {
            return false;
        }

        var bare = style.Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
        return bare.Contains("display:none", StringComparison.OrdinalIgnoreCase) || bare.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase)
            || bare.Contains("mso-hide:all", StringComparison.OrdinalIgnoreCase) || bare.Contains("font-size:0", StringComparison.OrdinalIgnoreCase);
    }
}
