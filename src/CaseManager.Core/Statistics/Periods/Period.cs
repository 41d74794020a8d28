using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CaseManager.Core.Cases;

namespace CaseManager.Core.Statistics.Periods;

/// <summary>How long a period of a release is.</summary>
public enum PeriodLength
{
    Month,
    Quarter,
    Year,

    /// <summary>Three calendar years pooled, for small organisations.</summary>
    ThreeYears,
}

/// <summary>A period that figures are released for: a month, a quarter, a year, or three pooled years.</summary>
public sealed record Period
{
    private static readonly TimeSpan ShortGrace = TimeSpan.FromDays(14);
    private static readonly TimeSpan LongGrace = TimeSpan.FromDays(31);

    private Period(PeriodLength length, Month from, string text) => (Length, From, Text) = (length, from, text);

    public PeriodLength Length { get; }

    /// <summary>First month.</summary>
    public Month From { get; }

    /// <summary>First month after it.</summary>
    public Month Until => From.Plus(Months);

    /// <summary>As it is written: <c>2025-07</c>, <c>2025-Q3</c>, <c>2025</c>, <c>2023-2025</c>.</summary>
    public string Text { get; }

    /// <summary>Calendar years it lies in.</summary>
    public IEnumerable<int> Years => Enumerable.Range(From.Year, Length == PeriodLength.ThreeYears ? 3 : 1);

    private int Months => Length switch
    {
        PeriodLength.Month => 1,
        PeriodLength.Quarter => 3,
        PeriodLength.Year => 12,
        _ => 36,
    };

    public static Period OfMonth(Month month) => new(PeriodLength.Month, month, month.ToString());

    /// <param name="quarter">From 1 to 4.</param>
    public static Period OfQuarter(int year, int quarter) =>
        new(PeriodLength.Quarter, Month.Of(year, (3 * (quarter - 1)) + 1), string.Create(CultureInfo.InvariantCulture, $"{year:D4}-Q{quarter}"));

    public static Period OfYear(int year) => new(PeriodLength.Year, Month.Of(year, 1), year.ToString("D4", CultureInfo.InvariantCulture));

    /// <param name="last">The last of the three years.</param>
    public static Period OfThreeYears(int last) =>
        new(PeriodLength.ThreeYears, Month.Of(last - 2, 1), string.Create(CultureInfo.InvariantCulture, $"{last - 2:D4}-{last:D4}"));

    /// <summary>Reads what somebody typed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Period? period)
    {
        period = null;
        if (text.Length == 4 && TryYear(text, out var year))
        {
            period = OfYear(year);
        }
        else if (text.Length == 7 && text[4] == '-' && text[5] == 'Q' && TryYear(text[..4], out year) && text[6] is >= '1' and <= '4')
        {
            period = OfQuarter(year, text[6] - '0');
        }
        else if (Month.TryParse(text, out var month) && TryYear(text[..4], out _))
        {
            period = OfMonth(month);
        }
        else if (text.Length == 9 && text[4] == '-' && TryYear(text[..4], out var first) && TryYear(text[5..], out var last) && last == first + 2)
        {
            period = OfThreeYears(last);
        }

        return period is not null;
    }

    /// <summary>The periods of one length that a year consists of.</summary>
    public static IReadOnlyList<Period> Within(int year, PeriodLength length) => length switch
    {
        PeriodLength.Month => [.. Enumerable.Range(1, 12).Select(month => OfMonth(Month.Of(year, month)))],
        PeriodLength.Quarter => [.. Enumerable.Range(1, 4).Select(quarter => OfQuarter(year, quarter))],
        _ => [OfYear(year)],
    };

    /// <summary>Whether it has a month in common with what lies from a month to before another.</summary>
    public bool Overlaps(Month from, Month until) => From < until && from < Until;

    /// <summary>The first moment at which it may be built: it has ended, and what comes late had its time (14 days; 31 for a year or more).</summary>
    /// <param name="zone">The organisation's.</param>
    public DateTimeOffset OpensAt(OrganisationZone zone) =>
        zone.StartOf(Until.FirstDay) + (Length is PeriodLength.Month or PeriodLength.Quarter ? ShortGrace : LongGrace);

    public override string ToString() => Text;

    private static bool TryYear(string text, out int year) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) && year is >= 1990 and <= 2999;
}
