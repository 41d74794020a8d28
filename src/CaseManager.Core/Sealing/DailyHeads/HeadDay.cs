using System.Globalization;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>The written form of a head's day: <c>2026-03-02</c>.</summary>
public static class HeadDay
{
    private const string Format = "yyyy-MM-dd";

    public static string Write(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryRead(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
