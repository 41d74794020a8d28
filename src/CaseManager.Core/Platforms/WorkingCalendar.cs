using System.Globalization;

namespace CaseManager.Core.Platforms;

/// <summary>Which days count as working days: Monday to Friday, without the listed holidays.</summary>
public sealed class WorkingCalendar
{
    private static readonly Lazy<CalendarFile> Shipped = new(() => SeedFile.Read<CalendarFile>("calendars.json"));

    private readonly HashSet<(int Month, int Day)> holidays;

    internal WorkingCalendar(IEnumerable<string> holidays) =>
        this.holidays = [.. holidays.Select(day => DateOnly.ParseExact("2000-" + day, "yyyy-MM-dd", CultureInfo.InvariantCulture)).Select(day => (day.Month, day.Day))];

    /// <summary>Weekends only.</summary>
    public static WorkingCalendar WeekendsOnly { get; } = new([]);

    /// <summary>The calendar a regime is counted by; weekends only where no holidays are listed for it.</summary>
    public static WorkingCalendar For(Regime regime) =>
        Shipped.Value.Calendars.FirstOrDefault(calendar => calendar.Regimes.Contains(regime.Id)) is { } listed
            ? new WorkingCalendar(listed.Holidays)
            : WeekendsOnly;

    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains((day.Month, day.Day));

    /// <summary>The day itself, or the first working day after it.</summary>
    public DateOnly WorkingDayFrom(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }
}

internal sealed record CalendarFile
{
    public required IReadOnlyList<ListedCalendar> Calendars { get; init; }
}

internal sealed record ListedCalendar
{
    public required string Id { get; init; }

    public required IReadOnlyList<string> Regimes { get; init; }

    public required string Basis { get; init; }

    public required string Note { get; init; }

    public required string Confidence { get; init; }

    /// <summary>Month and day, the same every year.</summary>
    public required IReadOnlyList<string> Holidays { get; init; }
}
