using System.Text;

namespace CaseManager.Core.Takedowns.Answers;

/// <summary>Tells what somebody wrote from what the mail quotes: an answer is judged by its own words, never by ours.</summary>
public static class Quotation
{
    private const int LongestIntroduction = 300;
    private const int IntroductionLines = 3;

    private static readonly string[] Openings = ["on ", "am ", "le ", "el ", "em ", "il "];

    /// <summary>The text without quoted lines, without what follows a separator or a quoted header, and without the signature.</summary>
    /// <returns>Trimmed; empty where everything is quoted.</returns>
    public static string Remove(string text)
    {
        var lines = text.Split('\n');
        var kept = new StringBuilder();
        var hasKept = false;
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].Trim();
            if (IsReplyMark(line))
            {
                // Help desks write "type your reply above this line" at the top of what is new, and once more before what is old.
                if (!hasKept)
                {
                    continue;
                }

                break;
            }

            if (line is "--" || IsSeparator(line) || IsQuotedHeader(lines, at))
            {
                break;
            }

            if (IntroductionLength(lines, at) is > 0 and var length)
            {
                at += length - 1;
                if (NextLine(lines, at + 1) is not ['>', ..])
                {
                    break;
                }

                continue;
            }

            if (line is not ['>', ..])
            {
                kept.Append(lines[at].TrimEnd()).Append('\n');
                hasKept |= line.Length > 0;
            }
        }

        return kept.ToString().Trim();
    }

    private static bool IsReplyMark(string line) => line.StartsWith("##-", StringComparison.Ordinal) || line.StartsWith("-- Please reply above", StringComparison.OrdinalIgnoreCase);

    private static bool IsSeparator(string line)
    {
        if (line.Length is < 4 or > 100)
        {
            return false;
        }

        var bare = line.Trim('-', '_', '=', '*', '—', '–', '─', '>', '<', '[', ']', ':', '：', ' ').ToLowerInvariant();
        return bare.Length < line.Length && QuotationWords.Separators.Contains(bare);
    }

    private static bool IsQuotedHeader(string[] lines, int at) =>
        Label(lines[at]) is { } first && QuotationWords.From.Contains(first)
        && lines.Skip(at + 1).Take(5).Any(line => Label(line) is { } label && QuotationWords.OtherHeaders.Contains(label));

    private static string? Label(string line)
    {
        var colon = line.AsSpan(0, Math.Min(line.Length, 40)).IndexOfAny(':', '：');
        return colon <= 0 ? null : line[..colon].Trim(' ', '\t', '*', '\u00A0').ToLowerInvariant();
    }

    /// <summary>How many lines say who wrote what follows; 0 where this one does not begin such a sentence.</summary>
    private static int IntroductionLength(string[] lines, int at)
    {
        var sentence = "";
        for (var length = 1; length <= IntroductionLines && at + length <= lines.Length; length++)
        {
            var line = lines[at + length - 1].Trim();
            if (line.Length == 0 || sentence.Length + line.Length > LongestIntroduction)
            {
                return 0;
            }

            sentence = sentence.Length == 0 ? line : $"{sentence} {line}";
            if (sentence[^1] is ':' or '：')
            {
                return Introduces(sentence.ToLowerInvariant()) ? length : 0;
            }
        }

        return 0;
    }

    private static bool Introduces(string sentence)
    {
        // A date or an address stands in every such line, and in few others.
        var bare = sentence.TrimEnd(':', '：', ' ');
        var hasAddress = bare.Contains('@') || Openings.Any(word => bare.StartsWith(word, StringComparison.Ordinal));
        return (hasAddress || bare.Any(char.IsDigit))
            && (QuotationWords.Wrote.Any(word => bare.EndsWith(word, StringComparison.Ordinal) || (hasAddress && bare.Contains($" {word} ", StringComparison.Ordinal)))
                || (char.IsDigit(bare[0]) && hasAddress && bare.EndsWith('>')));
    }

    private static string NextLine(string[] lines, int from) =>
        lines.Skip(from).Take(20).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";
}
