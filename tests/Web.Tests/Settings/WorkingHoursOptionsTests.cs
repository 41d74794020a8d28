using System.Globalization;
using CaseManager.Web.Settings;

namespace CaseManager.Web.Tests.Settings;

public sealed class WorkingHoursOptionsTests
{
    private static readonly WorkingHoursOptionsCheck check = new();

    [Fact]
    public void AsItShips_IsMondayToFridayNineToFiveInTheOrganisationsZone()
    {
        var options = new WorkingHoursOptions();

        Assert.True(check.Validate(null, options).Succeeded);
        Assert.Equal(At("2026-03-09T16:00:00Z"), options.Calendar("Europe/Berlin").AddHours(At("2026-03-06T16:00:00Z"), TimeSpan.FromHours(8)));
    }

    [Fact]
    public void ItsOwnZoneDaysHoursAndHolidays_Count()
    {
        var options = new WorkingHoursOptions { Zone = "Asia/Tokyo", Days = "Sunday, monday", Opens = "08:30", Closes = "12:00", Holidays = "01-01, 2026-03-08" };

        Assert.True(check.Validate(null, options).Succeeded);
        Assert.Equal(At("2026-03-09T00:30:00Z"), options.Calendar("UTC").AddHours(At("2026-03-07T00:00:00Z"), TimeSpan.FromHours(1)));
    }

    public static TheoryData<WorkingHoursOptions, string> Wrong => new()
    {
        { new() { Zone = "Nowhere/Else" }, nameof(WorkingHoursOptions.Zone) },
        { new() { Days = "" }, nameof(WorkingHoursOptions.Days) },
        { new() { Days = "Monday,Someday" }, nameof(WorkingHoursOptions.Days) },
        { new() { Days = "1" }, nameof(WorkingHoursOptions.Days) },
        { new() { Opens = "9 o'clock" }, nameof(WorkingHoursOptions.Opens) },
        { new() { Opens = "18:00" }, nameof(WorkingHoursOptions.Closes) },
        { new() { Closes = "" }, nameof(WorkingHoursOptions.Closes) },
        { new() { Holidays = "13-01" }, nameof(WorkingHoursOptions.Holidays) },
        { new() { Holidays = "Easter" }, nameof(WorkingHoursOptions.Holidays) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void WrongSetting_IsNamedInASentence(WorkingHoursOptions options, string key) =>
        Assert.Contains(check.Validate(null, options).Failures ?? [], failure => failure.StartsWith($"The setting CaseManager:WorkingHours:{key} must", StringComparison.Ordinal));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
