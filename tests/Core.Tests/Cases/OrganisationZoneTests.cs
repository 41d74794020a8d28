using CaseManager.Core.Cases;

namespace CaseManager.Core.Tests.Cases;

public sealed class OrganisationZoneTests
{
    private static readonly OrganisationZone zone = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Theory]
    [InlineData("2026-03-28T09:00", "2026-03-28T08:00Z")]
    [InlineData("2026-03-29T09:00", "2026-03-29T07:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30Z")]
    [InlineData("2026-10-25T09:00", "2026-10-25T08:00Z")]
    public void At_AroundTheChangesOfTheClock_IsTheMomentItShows(string local, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), zone.At(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void StartOf_DaysWithAChange_IsTheirMidnight()
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 28, 23, 0, 0, TimeSpan.Zero), zone.StartOf(new DateOnly(2026, 3, 29)));
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 22, 0, 0, TimeSpan.Zero), zone.StartOf(new DateOnly(2026, 3, 30)));
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 23, 0, 0, TimeSpan.Zero), zone.StartOf(new DateOnly(2026, 10, 26)));
    }

    [Fact]
    public void Today_LateInTheEvening_IsTheDayThere() =>
        Assert.Equal(new DateOnly(2026, 12, 1), zone.Today(new DateTimeOffset(2026, 11, 30, 23, 30, 0, TimeSpan.Zero)));
}
