namespace CaseManager.Core.Platforms;

/// <summary>When a recipient must have acted, or why no moment can be named.</summary>
/// <param name="DueAt">UTC; <see langword="null"/> with a <paramref name="Reason"/>.</param>
/// <param name="Reason">A code of <see cref="Deadlines"/>; <see langword="null"/> with a <paramref name="DueAt"/>.</param>
public sealed record Deadline(DateTimeOffset? DueAt, string? Reason);

/// <summary>Draws deadlines from the clocks of the regimes.</summary>
public static class Deadlines
{
    /// <summary>No clock of the regime is known to apply at that moment.</summary>
    public const string NotInForce = "not_in_force";

    /// <summary>The law sets no number.</summary>
    public const string NoFixedTime = "no_fixed_time";

    /// <summary>An authority or an inquiry starts the clock, our notice does not.</summary>
    public const string ClockNotStartedByNotice = "clock_not_started_by_notice";

    /// <summary>The number is not backed by a source.</summary>
    public const string Unconfirmed = "unconfirmed";

    /// <param name="regime">The regime the notice rests on.</param>
    /// <param name="acceptedAt">Moment the notice was accepted, or its form submitted.</param>
    /// <param name="zone">The organisation's zone: decides the day on which a clock applies and the end of a day.</param>
    /// <param name="calendar">Working days a period in days or months may end on.</param>
    public static Deadline Compute(Regime regime, DateTimeOffset acceptedAt, TimeZoneInfo zone, WorkingCalendar calendar)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(acceptedAt, zone).DateTime);
        return regime.ClockOn(day) switch
        {
            null => new Deadline(null, NotInForce),
            { Value: null } or { Unit: null } => new Deadline(null, NoFixedTime),
            { Starts: not ClockStart.OurNotice } => new Deadline(null, ClockNotStartedByNotice),
            { Confidence: null or ClockConfidence.GeneralKnowledge } => new Deadline(null, Unconfirmed),
            { Value: { } value, Unit: { } unit } => new Deadline(unit switch
            {
                // Elapsed time: a change of the clocks neither gives nor takes an hour.
                ClockUnit.Hours => acceptedAt.ToUniversalTime().AddHours(value),
                ClockUnit.Days => EndOf(calendar.WorkingDayFrom(day.AddDays(value)), zone),
                ClockUnit.Months => EndOf(calendar.WorkingDayFrom(day.AddMonths(value)), zone),
            }, null),
        };
    }

    /// <summary>The last second of a day in a zone, UTC.</summary>
    private static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone)
    {
        var last = day.ToDateTime(new TimeOnly(23, 59, 59));

        // Where clocks go back over midnight the second comes twice; the day ends with the later one.
        var offset = zone.IsAmbiguousTime(last) ? zone.GetAmbiguousTimeOffsets(last).Min() : zone.GetUtcOffset(last);
        return new DateTimeOffset(last, offset).ToUniversalTime();
    }
}
