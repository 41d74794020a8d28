namespace CaseManager.Core.Cases;

/// <summary>The zone the organisation works in: days and clock times that its people give are meant there.</summary>
public sealed record OrganisationZone(TimeZoneInfo Zone)
{
    /// <summary>The day it is there.</summary>
    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);

    /// <summary>The first moment of a day, UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day) => At(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>A time on the clock as a moment, UTC: the first one where the clock shows it twice, the next that it shows where it skips it.</summary>
    public DateTimeOffset At(DateTime local)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
