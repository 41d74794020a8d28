using System.Globalization;
using CaseManager.Core.Takedowns.FollowUp.Calendars;

namespace CaseManager.Web.Settings;

/// <summary>The section <c>CaseManager:WorkingHours</c>: when the organisation works. No notice and no statutory deadline waits for it.</summary>
public sealed class WorkingHoursOptions
{
    public const string Section = "CaseManager:WorkingHours";

    /// <summary>IANA zone the hours are meant in; empty for the organisation's.</summary>
    public string Zone { get; init; } = "";

    /// <summary>English names of days, separated by commas.</summary>
    public string Days { get; init; } = "Monday,Tuesday,Wednesday,Thursday,Friday";

    /// <summary>Such as 09:00.</summary>
    public string Opens { get; init; } = "09:00";

    /// <summary>Later than <see cref="Opens"/>.</summary>
    public string Closes { get; init; } = "17:00";

    /// <summary><c>12-25</c> for every year, <c>2027-03-26</c> for one, separated by commas.</summary>
    public string Holidays { get; init; } = "";

    internal TimeOnly? OpensAt => ReadTime(Opens);

    internal TimeOnly? ClosesAt => ReadTime(Closes);

    /// <summary>Days of the week; none where one is no day.</summary>
    internal IReadOnlyList<DayOfWeek> WorkingDays
    {
        get
        {
            var read = Split(Days).Select(name => Enum.TryParse<DayOfWeek>(name, ignoreCase: true, out var day) && !char.IsAsciiDigit(name[0]) ? day : (DayOfWeek?)null).ToList();
            return read.Contains(null) ? [] : [.. read.OfType<DayOfWeek>().Distinct()];
        }
    }

    internal IReadOnlyList<string> HolidayList => Split(Holidays);

    /// <summary>The calendar they make.</summary>
    /// <param name="zone">The organisation's zone.</param>
    public BusinessCalendar Calendar(string zone) => new(
        TimeZoneInfo.FindSystemTimeZoneById(Zone.Length > 0 ? Zone : zone), [.. WorkingDays], OpensAt!.Value, ClosesAt!.Value, [.. HolidayList]);

    private static TimeOnly? ReadTime(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
