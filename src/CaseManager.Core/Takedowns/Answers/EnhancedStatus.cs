using System.Globalization;

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>An enhanced mail system status code: class, subject and detail (RFC 3463).</summary>
public readonly record struct EnhancedStatus(int Class, int Subject, int Detail)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    /// <summary>The recipient's address does not exist (RFC 3463, 3.2); 7 and 8 speak of the sender's.</summary>
    public bool SaysBadAddress => this is { Class: 5, Subject: 1, Detail: not (7 or 8) };

    /// <summary>The first one in a text; digits, letters or dots beside it make it something else, such as an IP address.</summary>
    public static EnhancedStatus? FindIn(ReadOnlySpan<char> text)
    {
        for (var start = 0; start < text.Length - 4; start++)
        {
            if (text[start] is '2' or '4' or '5' && text[start + 1] == '.' && (start == 0 || !IsPart(text[start - 1]))
                && TryReadAt(text[start..], out var status))
            {
                return status;
            }
        }

        return null;
    }

    private static bool TryReadAt(ReadOnlySpan<char> text, out EnhancedStatus status)
    {
        status = default;
        var subject = Number(text[2..]);
        if (subject == 0 || text.Length <= 2 + subject || text[2 + subject] != '.')
        {
            return false;
        }

        var detail = Number(text[(3 + subject)..]);
        var end = 3 + subject + detail;
        if (detail == 0 || (end < text.Length && (IsPart(text[end]) && !(text[end] == '.' && (end + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[end + 1]))))))
        {
            return false;
        }

        status = new EnhancedStatus(text[0] - '0', int.Parse(text.Slice(2, subject), CultureInfo.InvariantCulture), int.Parse(text.Slice(3 + subject, detail), CultureInfo.InvariantCulture));
        return true;
    }

    private static int Number(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < 4 && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        return length is >= 1 and <= 3 ? length : 0;
    }

    private static bool IsPart(char character) => char.IsAsciiLetterOrDigit(character) || character == '.';
}
