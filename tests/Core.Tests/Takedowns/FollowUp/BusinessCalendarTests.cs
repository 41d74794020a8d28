using System.Globalization;
using CaseManager.Core.Takedowns.FollowUp.Calendars;

namespace CaseManager.Core.Tests.Takedowns.FollowUp;

public sealed class BusinessCalendarTests
{
    private static readonly TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DayOfWeek[] week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Theory]
    [InlineData("2026-03-02T08:00:00Z", 8, "2026-03-02T16:00:00Z")]
    [InlineData("2026-03-02T12:00:00Z", 8, "2026-03-03T12:00:00Z")]
    [InlineData("2026-03-06T15:30:00Z", 1, "2026-03-09T08:30:00Z")]
    [InlineData("2026-03-07T11:00:00Z", 2, "2026-03-09T10:00:00Z")]
    [InlineData("2026-03-02T03:00:00Z", 0, "2026-03-02T08:00:00Z")]
    public void AddHours_CountsWorkingHoursAlone(string from, int hours, string due) =>
        Assert.Equal(At(due), BusinessCalendar.Plain(berlin).AddHours(At(from), TimeSpan.FromHours(hours)));

    [Theory]
    [InlineData("2026-03-27T15:00:00Z", "2026-03-30T14:00:00Z")] // clocks go forward on Sunday the 29th
    [InlineData("2026-10-23T14:00:00Z", "2026-10-26T15:00:00Z")] // clocks go back on Sunday the 25th
    public void AddHours_OverAChangeOfTheClocks_KeepsTheOfficesHours(string from, string due) =>
        Assert.Equal(At(due), BusinessCalendar.Plain(berlin).AddHours(At(from), TimeSpan.FromHours(8)));

    [Fact]
    public void AddHours_WorkingDayOfAChange_HasAnHourLessThatNight()
    {
        var nights = new BusinessCalendar(berlin, [DayOfWeek.Sunday], new TimeOnly(1, 0), new TimeOnly(5, 0), []);

        // From 1:00 to 5:00 are three hours on the day the clocks go forward, five on the day they go back.
        Assert.Equal(At("2026-03-29T03:00:00Z"), nights.AddHours(At("2026-03-28T12:00:00Z"), TimeSpan.FromHours(3)));
        Assert.Equal(At("2026-10-25T04:00:00Z"), nights.AddHours(At("2026-10-24T12:00:00Z"), TimeSpan.FromHours(5)));
    }

    [Fact]
    public void AddHours_Holidays_AreNotWorked()
    {
        var calendar = new BusinessCalendar(berlin, week, new TimeOnly(9, 0), new TimeOnly(17, 0), ["12-25", "2026-12-28"]);

        Assert.Equal(At("2026-12-29T09:00:00Z"), calendar.AddHours(At("2026-12-24T15:00:00Z"), TimeSpan.FromHours(2)));
        Assert.Equal(At("2027-12-27T09:00:00Z"), calendar.AddHours(At("2027-12-24T15:00:00Z"), TimeSpan.FromHours(2)));
    }

    [Theory]
    [InlineData("2026-03-06T10:00:00Z", 2, "2026-03-10T10:00:00Z")]
    [InlineData("2026-03-27T10:00:00Z", 1, "2026-03-30T09:00:00Z")] // same time of day over the change
    [InlineData("2026-03-07T23:30:00Z", 1, "2026-03-09T08:00:00Z")]
    public void AddDays_IsTheSameTimeOfAWorkingDay(string from, int days, string due) =>
        Assert.Equal(At(due), BusinessCalendar.Plain(berlin).AddDays(At(from), days));

    [Fact]
    public void Version_ChangesWithWhateverChangesAMoment()
    {
        var plain = BusinessCalendar.Plain(berlin);

        Assert.Equal(plain.Version, BusinessCalendar.Plain(berlin).Version);
        Assert.Equal(4, new[]
        {
            plain.Version,
            BusinessCalendar.Plain(TimeZoneInfo.Utc).Version,
            new BusinessCalendar(berlin, week, new TimeOnly(9, 0), new TimeOnly(17, 0), ["12-25"]).Version,
            new BusinessCalendar(berlin, week, new TimeOnly(9, 0), new TimeOnly(16, 0), []).Version,
        }.Distinct().Count());
    }

    [Fact]
    public void Calendar_WithoutWorkingHours_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new BusinessCalendar(berlin, [], new TimeOnly(9, 0), new TimeOnly(17, 0), []));
        Assert.Throws<ArgumentException>(() => new BusinessCalendar(berlin, week, new TimeOnly(17, 0), new TimeOnly(9, 0), []));
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
