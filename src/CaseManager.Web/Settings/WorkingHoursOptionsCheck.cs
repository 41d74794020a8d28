using System.Globalization;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Settings;

/// <summary>Says at start what is wrong with the working hours.</summary>
public sealed class WorkingHoursOptionsCheck : IValidateOptions<WorkingHoursOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkingHoursOptions options) => WrongSetting.Result(
        WorkingHoursOptions.Section,
        (nameof(options.Zone), options.Zone.Length == 0 || TimeZoneInfo.TryFindSystemTimeZoneById(options.Zone, out _), "must be the name of a time zone, such as Europe/Berlin, or empty"),
        (nameof(options.Days), options.WorkingDays.Count > 0, "must be names of days, such as Monday,Tuesday"),
        (nameof(options.Opens), options.OpensAt is not null, "must be a time of day, such as 09:00"),
        (nameof(options.Closes), options.ClosesAt > options.OpensAt, "must be a time of day after Opens, such as 17:00"),
        (nameof(options.Holidays), options.HolidayList.All(IsDay), "must be days, such as 12-25 for every year or 2027-03-26 for one"));

    private static bool IsDay(string day) =>
        DateOnly.TryParseExact(day.Length > "MM-dd".Length ? day : $"2000-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
