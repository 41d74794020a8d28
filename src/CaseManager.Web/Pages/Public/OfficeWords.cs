using System.Globalization;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Pages.Public;

/// <summary>When the team works and how soon it answers, in sentences of the page's language.</summary>
public sealed class OfficeWords(
    IOptions<CaseManagerOptions> options, IOptions<WorkingHoursOptions> hours, IOptions<OrganisationOptions> organisation, IStringLocalizer<PublicText> text)
{
    /// <summary>Days in a row from here on read better as from and to.</summary>
    private const int ShortestRun = 3;

    private const int DaysOfWeek = 7;

    /// <summary>Within how many working days a new report is normally answered.</summary>
    public string Answer => options.Value.AnswerDays == 1 ? text["answer.one"] : text["answer.more", options.Value.AnswerDays];

    /// <summary>Days and hours of work, and where the clock hangs that they are meant by.</summary>
    public string Hours
    {
        get
        {
            var days = InOrder(hours.Value.WorkingDays);
            var (opens, closes, place) = (Time(hours.Value.OpensAt!.Value), Time(hours.Value.ClosesAt!.Value), PlaceOf(Zone));
            if (days.Count == DaysOfWeek)
            {
                return text["hours.every", opens, closes, place];
            }

            return days.Count >= ShortestRun && IsRun(days)
                ? text["hours.run", Name(days[0]), Name(days[^1]), opens, closes, place]
                : text["hours.days", days.Select(Name).Aggregate((before, next) => text["hours.list", before, next]), opens, closes, place];
        }
    }

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(hours.Value.Zone.Length > 0 ? hours.Value.Zone : organisation.Value.Zone);

    /// <summary>The city in a zone's name; where there is none, how far it is from UTC, or its name where that changes.</summary>
    internal static string PlaceOf(TimeZoneInfo zone)
    {
        if (zone.HasIanaId && zone.Id.Contains('/', StringComparison.Ordinal) && !zone.Id.StartsWith("Etc/", StringComparison.Ordinal))
        {
            return zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
        }

        if (zone.SupportsDaylightSavingTime)
        {
            return zone.Id;
        }

        var offset = zone.BaseUtcOffset;
        return offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
    }

    /// <summary>From the first day after a gap, so that Saturday to Wednesday stays one run.</summary>
    private static List<DayOfWeek> InOrder(IReadOnlyList<DayOfWeek> days)
    {
        var week = Enumerable.Range(0, DaysOfWeek).Select(place => (DayOfWeek)(((int)CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek + place) % DaysOfWeek)).ToList();
        var sorted = week.Where(days.Contains).ToList();
        var starts = sorted.Where(day => !days.Contains(Before(day))).ToList();
        return starts is [var start] ? [.. Enumerable.Range(0, days.Count).Select(place => (DayOfWeek)(((int)start + place) % DaysOfWeek))] : sorted;
    }

    private static bool IsRun(List<DayOfWeek> days) => days.Skip(1).Zip(days).All(pair => Before(pair.First) == pair.Second);

    private static DayOfWeek Before(DayOfWeek day) => (DayOfWeek)(((int)day + DaysOfWeek - 1) % DaysOfWeek);

    private static string Name(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day);

    private static string Time(TimeOnly time) => time.ToString("t", CultureInfo.CurrentCulture);
}
