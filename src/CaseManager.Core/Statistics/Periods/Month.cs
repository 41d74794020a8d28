using System.Globalization;

namespace CaseManager.Core.Statistics.Periods;

/// <summary>A calendar month in the organisation's zone.</summary>
/// <param name="Index">Months since January of the year 0.</param>
public readonly record struct Month(int Index) : IComparable<Month>
{
    private const int MonthsOfYear = 12;

    /// <summary>From a year and a month from 1 to 12.</summary>
    public static Month Of(int year, int month) => new((year * MonthsOfYear) + month - 1);

    /// <summary>The month a day lies in.</summary>
    public static Month Of(DateOnly day) => Of(day.Year, day.Month);

    public int Year => Index / MonthsOfYear;

    /// <summary>Its first day.</summary>
    public DateOnly FirstDay => new(Year, (Index % MonthsOfYear) + 1, 1);

    public Month Plus(int months) => new(Index + months);

    /// <summary>Reads <c>2025-07</c>.</summary>
    public static bool TryParse(string text, out Month month)
    {
        month = default;
        if (text.Length != 7 || !DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return false;
        }

        month = Of(day);
        return true;
    }

    public override string ToString() => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public int CompareTo(Month other) => Index.CompareTo(other.Index);

    public static bool operator <(Month left, Month right) => left.Index < right.Index;

    public static bool operator >(Month left, Month right) => left.Index > right.Index;

    public static bool operator <=(Month left, Month right) => left.Index <= right.Index;

    public static bool operator >=(Month left, Month right) => left.Index >= right.Index;
}
