using System.Globalization;
using System.Text;

namespace CaseManager.StatsAttack.Bundles;

/// <summary>RFC 4180 with LF, read strictly.</summary>
public static class Csv
{
    /// <summary>Records with their fields, the header first.</summary>
    /// <exception cref="FormatException">Not what the contract says.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(byte[] bytes)
    {
        var text = Text(bytes);
        var records = new List<IReadOnlyList<string>>();
        var at = 0;
        while (at < text.Length)
        {
            var fields = new List<string>();
            do
            {
                fields.Add(ReadField(text, ref at));
            }
            while (text[at++] == ',');

            if (records.Count > 0 && fields.Count != records[0].Count)
            {
                throw new FormatException($"record {records.Count + 1} has {fields.Count} fields");
            }

            records.Add(fields);
        }

        return records;
    }

    /// <summary>Text as the contract has it: UTF-8, LF, no byte order mark, a line end at its end.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static string Text(byte[] bytes)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("is not UTF-8");
        }

        return text.StartsWith('\uFEFF') ? throw new FormatException("begins with a byte order mark")
            : text.Contains('\r') ? throw new FormatException("has a carriage return")
            : !text.EndsWith('\n') ? throw new FormatException("does not end with a line end")
            : text;
    }

    /// <summary>A table of figures.</summary>
    /// <exception cref="FormatException">A number that is none.</exception>
    public static PublishedTable ReadTable(string name, byte[] bytes)
    {
        var records = Read(bytes);
        var header = records.Count > 0 ? records[0] : throw new FormatException($"{name} is empty");
        return header is ["period", .., "value", "status", "margin90"]
            ? new(name, header, [.. records.Skip(1).Select(record => new PublishedCell(
                record[0], string.Join('/', record.Skip(1).Take(record.Count - 4)), record[^3].Length == 0 ? null : Whole(record[^3]), record[^2], Whole(record[^1])))])
            : throw new FormatException($"{name} has the columns {string.Join(',', header)}");
    }

    /// <summary>A whole number without plus sign, spaces or leading zeros.</summary>
    public static long Whole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text
            ? number
            : throw new FormatException($"not a whole number: {text}");

    private static string ReadField(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var start = at;
            while (text[at] is not (',' or '\n'))
            {
                if (text[at++] == '"')
                {
                    throw new FormatException("a quote inside a bare field");
                }
            }

            return text[start..at];
        }

        var field = new StringBuilder();
        for (at++; ; at++)
        {
            if (at >= text.Length - 1)
            {
                throw new FormatException("a quoted field has no end");
            }

            if (text[at] != '"')
            {
                field.Append(text[at]);
            }
            else if (text[at + 1] == '"')
            {
                field.Append(text[at++]);
            }
            else
            {
                at++;
                return text[at] is ',' or '\n' ? field.ToString() : throw new FormatException("text behind a quoted field");
            }
        }
    }
}
