using System.Globalization;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Periods;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>Periods, codes and numbers of a release as people say them, in English.</summary>
public static class PlainWords
{
    private static readonly NumberFormatInfo ThinSpaces = new() { NumberGroupSeparator = "\u2009", NumberDecimalDigits = 0 };

    /// <summary><c>July 2025</c>, <c>July to September 2025</c>, <c>2025</c>, <c>2023 to 2025</c>; what is no period stays as it is.</summary>
    public static string OfPeriod(string text) => OfPeriods(text, text);

    /// <summary>All the time from the first of several periods to the last: <c>2025</c> for its four quarters.</summary>
    public static string OfPeriods(string first, string last) =>
        Period.TryParse(first, out var one) && Period.TryParse(last, out var other)
            ? OfMonths(one.From.FirstDay, other.Until.FirstDay.AddDays(-1))
            : first == last ? first : $"{first} to {last}";

    /// <summary>The label of a code, or the code itself where the list has none.</summary>
    /// <param name="dimension">Name of a code list, <c>country</c>, or <c>side</c> (of the totals).</param>
    /// <param name="code">One of its codes.</param>
    public static string OfCode(string dimension, string code) => (dimension, code) switch
    {
        ("country", _) => Countries.NameOf(code),
        ("side", "intake") => "Reports taken in",
        ("side", "closed") => "Cases closed",
        _ => Lists.FirstOrDefault(list => list.Name == dimension)?.Codes.FirstOrDefault(known => known.Name == code)?.Label ?? code,
    };

    /// <summary>A whole number with thin spaces between its thousands.</summary>
    public static string OfNumber(long number) => number.ToString("N", ThinSpaces);

    // Both days count.
    private static string OfMonths(DateOnly first, DateOnly last) => (first, last) switch
    {
        ({ Month: 1 }, { Month: 12 }) when first.Year == last.Year => FormattableString.Invariant($"{first:yyyy}"),
        ({ Month: 1 }, { Month: 12 }) => FormattableString.Invariant($"{first:yyyy} to {last:yyyy}"),
        _ when (first.Year, first.Month) == (last.Year, last.Month) => FormattableString.Invariant($"{first:MMMM yyyy}"),
        _ when first.Year == last.Year => FormattableString.Invariant($"{first:MMMM} to {last:MMMM yyyy}"),
        _ => FormattableString.Invariant($"{first:MMMM yyyy} to {last:MMMM yyyy}"),
    };

    private static IEnumerable<CodeList> Lists =>
        [CodeLists.Platform, CodeLists.PlatformGroup, CodeLists.HarmType, CodeLists.AgeBand, CodeLists.Outcome, CodeLists.RemovalTime];
}
