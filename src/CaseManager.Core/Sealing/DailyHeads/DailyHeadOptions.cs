namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>Where daily heads go, and whose days they count.</summary>
/// <param name="Folder">Full path, outside the database and its backups; made when the first head is written.</param>
/// <param name="Zone">The organisation's.</param>
public sealed record DailyHeadOptions(string Folder, TimeZoneInfo Zone)
{
    /// <summary>When a day begins there, UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>The organisation's date at a moment.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
}
