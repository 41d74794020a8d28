using System.Globalization;
using System.Text;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>How much room texts take in a chart, where no font can be asked.</summary>
internal static class ChartText
{
    private const int Narrow = 34;
    private const int Middle = 62;
    private const int Wide = 76;
    private const int Widest = 100;

    /// <summary>Width of a text in a rather wide sans-serif font; a real one is seldom wider.</summary>
    /// <param name="size">Of the font, in units of the chart.</param>
    public static int WidthOf(string text, int size) => ((text.EnumerateRunes().Sum(OfRune) * size) + 99) / 100;

    /// <summary>Room for bold letters, which are a tenth wider, in widths of others.</summary>
    public static int ForBold(int width) => width * 10 / 11;

    /// <summary>Breaks a text into lines, between words where it can, and leaves nothing out.</summary>
    public static IReadOnlyList<string> Wrap(string text, int size, int width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var piece in text.Split(' ').SelectMany(word => Pieces(word, size, width)))
        {
            var longer = piece.StartsWord && line.Length > 0 ? $"{line} {piece.Text}" : line + piece.Text;
            if (line.Length > 0 && WidthOf(longer, size) > width)
            {
                lines.Add(line);
                longer = piece.Text;
            }

            line = longer;
        }

        return [.. lines, line];
    }

    /// <summary>A word, or its characters where it is longer than a line.</summary>
    private static IEnumerable<(bool StartsWord, string Text)> Pieces(string word, int size, int width)
    {
        if (WidthOf(word, size) <= width)
        {
            return [(true, word)];
        }

        var starts = StringInfo.ParseCombiningCharacters(word);
        return starts.Select((start, index) => (index == 0, word[start..(index + 1 < starts.Length ? starts[index + 1] : word.Length)]));
    }

    // In hundredths of the font's size.
    private static int OfRune(Rune rune) => rune.Value switch
    {
        ' ' or 'i' or 'j' or 'l' or 'f' or 't' or 'r' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or '/' or '-' => Narrow,
        '\u2009' => Narrow / 2,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => Widest,
        >= 'A' and <= 'Z' => Wide,
        < 0x1100 => Middle,
        _ => Widest,
    };
}
