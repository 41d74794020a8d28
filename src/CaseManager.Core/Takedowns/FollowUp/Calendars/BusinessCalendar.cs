using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Platforms;

namespace CaseManager.Core.Takedowns.FollowUp.Calendars;

/// <summary>When the organisation works. For its own work and what it expects of people; never for a statutory deadline, and no notice waits for it.</summary>
public sealed class BusinessCalendar
{
    /// <summary>Two years without a working day is no calendar.</summary>
    private const int LongestRest = 731;

    private readonly WorkingCalendar _days;
    private readonly TimeZoneInfo _zone;
    private readonly TimeOnly _opens;
    private readonly TimeOnly _closes;

    /// <param name="zone">IANA zone the hours are meant in.</param>
    /// <param name="workingDays">Days of the week.</param>
    /// <param name="opens">First moment of a working day.</param>
    /// <param name="closes">Its end, later than <paramref name="opens"/>.</param>
    /// <param name="holidays"><c>MM-dd</c> for every year, <c>yyyy-MM-dd</c> for one.</param>
    /// <exception cref="ArgumentException">There are no working hours.</exception>
    public BusinessCalendar(TimeZoneInfo zone, IReadOnlyCollection<DayOfWeek> workingDays, TimeOnly opens, TimeOnly closes, IReadOnlyCollection<string> holidays)
    {
        if (workingDays.Count == 0 || opens >= closes)
        {
            throw new ArgumentException("A calendar without working hours never ends.");
        }

        (_zone, _opens, _closes, _days) = (zone, opens, closes, new WorkingCalendar(holidays, workingDays));
        Version = VersionOf(zone, workingDays, opens, closes, holidays);
    }

    /// <summary>Changes with anything that changes a moment; 16 characters.</summary>
    public string Version { get; }

    /// <summary>Monday to Friday, nine to five, no holidays.</summary>
    public static BusinessCalendar Plain(TimeZoneInfo zone) => new(
        zone, [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], new TimeOnly(9, 0), new TimeOnly(17, 0), []);

    /// <summary>The moment at which so much has been worked since another.</summary>
    /// <param name="worked">Not negative. An hour that a change of the clocks takes out of a working day is not worked.</param>
    /// <returns>UTC.</returns>
    public DateTimeOffset AddHours(DateTimeOffset from, TimeSpan worked)
    {
        var left = worked;
        foreach (var (opens, closes) in HoursFrom(from))
        {
            var start = opens > from ? opens : from;
            if (closes > start && left <= closes - start)
            {
                return (start + left).ToUniversalTime();
            }

            left -= closes > start ? closes - start : TimeSpan.Zero;
        }

        throw new InvalidOperationException("The calendar has no working day for two years.");
    }

    /// <summary>The same time of day so many working days later; before the hours of that day their start, after them their end.</summary>
    /// <param name="days">At least 1.</param>
    /// <returns>UTC.</returns>
    public DateTimeOffset AddDays(DateTimeOffset from, int days)
    {
        var local = TimeZoneInfo.ConvertTime(from, _zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        for (var added = 0; added < days; added++)
        {
            day = NextWorkingDay(day);
        }

        var time = TimeOnly.FromDateTime(local.DateTime);
        return At(day, time < _opens ? _opens : time > _closes ? _closes : time, later: false);
    }

    private IEnumerable<(DateTimeOffset Opens, DateTimeOffset Closes)> HoursFrom(DateTimeOffset from)
    {
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, _zone).DateTime);
        for (var day = first; day < first.AddDays(LongestRest); day = day.AddDays(1))
        {
            if (_days.IsWorkingDay(day))
            {
                yield return (At(day, _opens, later: false), At(day, _closes, later: true));
            }
        }
    }

    private DateOnly NextWorkingDay(DateOnly day)
    {
        for (var next = day.AddDays(1); next < day.AddDays(LongestRest); next = next.AddDays(1))
        {
            if (_days.IsWorkingDay(next))
            {
                return next;
            }
        }

        throw new InvalidOperationException("The calendar has no working day for two years.");
    }

    // A local time that is skipped is read with the offset before it, which is the moment the clocks jump to and on.
    private DateTimeOffset At(DateOnly day, TimeOnly time, bool later)
    {
        var local = day.ToDateTime(time);
        var offset = !_zone.IsAmbiguousTime(local) ? _zone.GetUtcOffset(local)
            : later ? _zone.GetAmbiguousTimeOffsets(local).Min() : _zone.GetAmbiguousTimeOffsets(local).Max();
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static string VersionOf(
        TimeZoneInfo zone, IEnumerable<DayOfWeek> workingDays, TimeOnly opens, TimeOnly closes, IEnumerable<string> holidays)
    {
        var said = string.Create(
            CultureInfo.InvariantCulture,
            $"{zone.Id}|{string.Join(',', workingDays.Order())}|{opens:HH:mm:ss}|{closes:HH:mm:ss}|{string.Join(',', holidays.Order(StringComparer.Ordinal))}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, 8));
    }
}
