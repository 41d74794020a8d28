using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseManager.StatsAttack.Contract;

/// <summary>A period as it is written: <c>2025-07</c>, <c>2025-Q3</c>, <c>2025</c>, <c>2023-2025</c>.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="From">First month, counted from the year 0.</param>
/// <param name="Months">How many.</param>
public sealed partial record Period(string Text, int From, int Months)
{
    public int Year => From / 12;

    public static Period? Read(string text)
    {
        var match = Written().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var january = 12 * int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        return match switch
        {
            _ when match.Groups["month"].Success => new Period(text, january + int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture) - 1, 1),
            _ when match.Groups["quarter"].Success => new Period(text, january + (3 * (match.Groups["quarter"].Value[0] - '1')), 3),
            _ when !match.Groups["last"].Success => new Period(text, january, 12),
            _ => int.Parse(match.Groups["last"].Value, CultureInfo.InvariantCulture) == (january / 12) + 2 ? new Period(text, january, 36) : null,
        };
    }

    public bool Holds(int month) => month >= From && month < From + Months;

    public bool Overlaps(Period other) => From < other.From + other.Months && other.From < From + Months;

    public static IReadOnlyList<Period> Within(int year, bool monthly) => monthly
        ? [.. Enumerable.Range(1, 12).Select(month => Read(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}"))!)]
        : [.. Enumerable.Range(1, 4).Select(quarter => Read(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-Q{quarter}"))!)];

    [GeneratedRegex(@"\A(?<year>\d{4})(-(?<month>0[1-9]|1[0-2])|-Q(?<quarter>[1-4])|-(?<last>\d{4}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
