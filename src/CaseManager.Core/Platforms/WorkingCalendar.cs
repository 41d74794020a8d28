using System.Globalization;

namespace CaseManager.Core.Platforms;

/// <summary>Which days count as working days: Monday to Friday where nothing else is said, without the listed holidays.</summary>
public sealed class WorkingCalendar
{
    private static readonly Lazy<CalendarFile> Shipped = new(() => SeedFile.Read<CalendarFile>("calendars.json"));

    private static readonly DayOfWeek[] mondayToFriday = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private readonly HashSet<DayOfWeek> workingDays;
    private readonly HashSet<DateOnly> once;
    private readonly HashSet<(int Month, int Day)> yearly;

    /// <param name="holidays"><c>MM-dd</c> for every year, <c>yyyy-MM-dd</c> for one.</param>
    /// <param name="workingDays">Days of the week; Monday to Friday where nothing is said.</param>
    /// <exception cref="FormatException">A holiday is no day.</exception>
    internal WorkingCalendar(IReadOnlyCollection<string> holidays, IReadOnlyCollection<DayOfWeek>? workingDays = null)
    {
        this.workingDays = [.. workingDays ?? mondayToFriday];
        once = [.. holidays.Where(day => day.Length > "MM-dd".Length).Select(Day)];
        yearly = [.. holidays.Where(day => day.Length <= "MM-dd".Length).Select(day => Day("2000-" + day)).Select(day => (day.Month, day.Day))];
    }

    /// <summary>Weekends only.</summary>
    public static WorkingCalendar WeekendsOnly { get; } = new([]);

    /// <summary>The calendar a regime is counted by; weekends only where no holidays are listed for it.</summary>
    public static WorkingCalendar For(Regime regime) =>
        Shipped.Value.Calendars.FirstOrDefault(calendar => calendar.Regimes.Contains(regime.Id)) is { } listed
            ? new WorkingCalendar(listed.Holidays)
            : WeekendsOnly;

    public bool IsWorkingDay(DateOnly day) =>
        workingDays.Contains(day.DayOfWeek) && !yearly.Contains((day.Month, day.Day)) && !once.Contains(day);

    /// <summary>The day itself, or the first working day after it.</summary>
    public DateOnly WorkingDayFrom(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
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
