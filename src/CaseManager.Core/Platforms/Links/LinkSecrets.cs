using System.Text;

namespace CaseManager.Core.Platforms.Links;

/// <summary>Takes login codes and phone hashes out of what somebody typed, before it is kept. The browser has the same in <c>eraseSecrets</c>.</summary>
public static class LinkSecrets
{
    /// <summary>What stands where one stood.</summary>
    private const char Erased = '…';

    private static readonly string[] starts =
        ["http:", "https:", "tg:", "www.", "login.", "confirmphone.", LinkTable.WebHost, .. LinkTable.Hosts];

    /// <summary>The text without the links in it that hold a login code or a phone hash; everything else stays as it was typed.</summary>
    public static string Erase(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = StartsLink(text, at) ? EndOfLink(text, at) : at;
            if (end > at && LinkNormalizer.HoldsSecret(LinkReader.Read(text[at..end], nested: false).Reason))
            {
                kept.Append(Erased);
                at = end;
            }
            else
            {
                kept.Append(text[at++]);
            }
        }

        return kept.ToString();
    }

    private static bool StartsLink(string text, int at)
    {
        if (at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '-'))
        {
            return false;
        }

        foreach (var start in starts)
        {
            if (text.AsSpan(at).StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Such links are written in ASCII; what follows in another script is a sentence that goes on.</summary>
    private static int EndOfLink(string text, int start)
    {
        var at = start;
        while (at < text.Length && at - start < LinkTable.Limits.Secret && text[at] is > ' ' and <= '~' and not ('<' or '>' or '"' or '|' or '`'))
        {
            at++;
        }

        return at;
    }
}
