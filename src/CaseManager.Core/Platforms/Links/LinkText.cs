using System.Text;

namespace CaseManager.Core.Platforms.Links;

/// <summary>The rules about plain text that every row of the table shares. Only ASCII letters are ever lowered.</summary>
internal static class LinkText
{
    private static readonly UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string WellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return text;
        }

        var copy = text.ToCharArray();
        for (var at = 0; at < copy.Length; at++)
        {
            if (at + 1 < copy.Length && char.IsSurrogatePair(copy[at], copy[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(copy[at]))
            {
                copy[at] = '\ufffd';
            }
        }

        return new string(copy);
    }

    public static string LowerAscii(string text) =>
        text.AsSpan().ContainsAnyInRange('A', 'Z')
            ? string.Create(text.Length, text, static (lower, typed) =>
            {
                for (var at = 0; at < lower.Length; at++)
                {
                    lower[at] = char.IsAsciiLetterUpper(typed[at]) ? (char)(typed[at] | 0x20) : typed[at];
                }
            })
            : text;

    /// <summary>Without blanks, hidden marks, brackets and quotes around it, and without final dots, commas and semicolons.</summary>
    public static string Trim(string text)
    {
        var start = 0;
        while (start < text.Length && (IsEmpty(text[start]) || text[start] is '<' or '>' or '(' or ')' or '"' or '\''))
        {
            start++;
        }

        return TrimEnd(text.AsSpan(start)) is var kept && kept.Length == text.Length ? text : kept.ToString();
    }

    /// <summary>A closing bracket stays where the link itself opened it: …/Title_(film).</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        int? surplus = null;
        for (; text.Length > 0; text = text[..^1])
        {
            var last = text[^1];
            if (last is ')')
            {
                surplus ??= text.Count(')') - text.Count('(');
                if (surplus-- <= 0)
                {
                    break;
                }
            }
            else if (last is '(')
            {
                surplus++;
            }
            else if (!IsEmpty(last) && last is not ('<' or '>' or '"' or '\'' or '.' or ',' or ';'))
            {
                break;
            }
        }

        return text;
    }

    /// <summary>Percent-decoded as UTF-8; where it is not valid, unchanged, so that no later rule accepts it.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%'))
        {
            return text.ToString();
        }

        var bytes = new byte[strictUtf8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is not '%')
            {
                var next = text[at..].IndexOf('%') is var found && found < 0 ? text.Length : at + found;
                length += strictUtf8.GetBytes(text[at..next], bytes.AsSpan(length));
                at = next;
            }
            else if (at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                bytes[length++] = (byte)((HexValue(text[at + 1]) << 4) | HexValue(text[at + 2]));
                at += 3;
            }
            else
            {
                return text.ToString();
            }
        }

        return System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)) ? strictUtf8.GetString(bytes, 0, length) : text.ToString();
    }

    /// <summary>The first parameter of that name, decoded ("+" means itself), or null.</summary>
    public static string? Parameter(ReadOnlySpan<char> query, string name)
    {
        foreach (var range in query.Split('&'))
        {
            var part = query[range];
            var equals = part.IndexOf('=');
            var key = equals < 0 ? part : part[..equals];
            if (key.SequenceEqual(name) || (key.Contains('%') && Decode(key) == name))
            {
                return equals < 0 ? "" : Decode(part[(equals + 1)..]);
            }
        }

        return null;
    }

    /// <summary>A decimal number from 1 to <paramref name="most"/>, without leading zeros, or null.</summary>
    public static string? Positive(ReadOnlySpan<char> text, string most)
    {
        if (!IsDigits(text))
        {
            return null;
        }

        var digits = text.TrimStart('0');
        var fits = digits.Length < most.Length || (digits.Length == most.Length && digits.SequenceCompareTo(most) <= 0);
        return digits.Length > 0 && fits ? digits.ToString() : null;
    }

    public static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsEmpty(char letter) => LinkTable.Blanks.Contains(letter) || LinkTable.Hidden.Contains(letter);

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
