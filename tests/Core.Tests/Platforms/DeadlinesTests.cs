using System.Globalization;
using CaseManager.Core.Platforms;

namespace CaseManager.Core.Tests.Platforms;

public sealed class DeadlinesTests
{
    /// <summary>Every regime, for a notice accepted on Tuesday 24 November 2026 at 10:15:30.</summary>
    [Theory]
    [InlineData("us-tida", "2026-11-26T10:15:30Z")]
    [InlineData("us-dmca-512c", Deadlines.NoFixedTime)]
    [InlineData("eu-dsa-16", Deadlines.NoFixedTime)]
    [InlineData("eu-gdpr-17", "2026-12-24T23:59:59Z")]
    [InlineData("eu-vaw-directive", Deadlines.NotInForce)]
    [InlineData("uk-osa-10-3a", Deadlines.NotInForce)]
    [InlineData("au-osa-77", Deadlines.ClockNotStartedByNotice)]
    [InlineData("in-itrules-3-2-b", "2026-11-24T12:15:30Z")]
    [InlineData("kr-tba-22-5", Deadlines.NoFixedTime)]
    [InlineData("kr-network-44-2", Deadlines.NoFixedTime)]
    [InlineData("jp-ipdp", Deadlines.Unconfirmed)]
    [InlineData("jp-private-sexual-images", Deadlines.ClockNotStartedByNotice)]
    [InlineData("cn-civil-1195", Deadlines.NoFixedTime)]
    [InlineData("cn-pipl-47", Deadlines.NoFixedTime)]
    [InlineData("cn-cac-12377", Deadlines.NoFixedTime)]
    [InlineData("ca-bc-iipa", Deadlines.NoFixedTime)]
    [InlineData("br-mci-21", Deadlines.NoFixedTime)]
    [InlineData("ph-ra9995", Deadlines.NoFixedTime)]
    [InlineData("sg-osra", Deadlines.NoFixedTime)]
    [InlineData("hk-159aae", Deadlines.NoFixedTime)]
    [InlineData("hk-pdpo-66m", Deadlines.NoFixedTime)]
    [InlineData("tw-saca-13", Deadlines.ClockNotStartedByNotice)]
    public void Compute_EveryRegime_NamesAMomentOrSaysWhyNot(string regime, string expected) =>
        Assert.Equal(expected, Compute(regime, "2026-11-24T10:15:30Z"));

    [Fact]
    public void Compute_Table_CoversEveryRegime()
    {
        var method = GetType().GetMethod(nameof(Compute_EveryRegime_NamesAMomentOrSaysWhyNot))!;
        var tested = method.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(row => (string)row.Data[0]!);

        Assert.Equal(RegimeDirectory.Seed.All.Select(regime => regime.Id).Order(), tested.Order());
    }

    [Theory]
    [InlineData("us-tida", "2026-05-18T23:59:59Z", Deadlines.NotInForce)]
    [InlineData("us-tida", "2026-05-19T00:00:00Z", "2026-05-21T00:00:00Z")]
    [InlineData("in-itrules-3-2-b", "2021-05-25T12:00:00Z", Deadlines.NotInForce)]
    [InlineData("in-itrules-3-2-b", "2026-02-19T23:00:00Z", "2026-02-20T23:00:00Z")]
    [InlineData("in-itrules-3-2-b", "2026-02-20T00:00:00Z", "2026-02-20T02:00:00Z")]
    [InlineData("eu-dsa-16", "2024-02-16T12:00:00Z", Deadlines.NotInForce)]
    [InlineData("kr-network-44-2", "1999-01-01T00:00:00Z", Deadlines.NoFixedTime)]
    public void Compute_ClockChanged_TakesTheOneInForceThatDay(string regime, string accepted, string expected) =>
        Assert.Equal(expected, Compute(regime, accepted));

    [Theory]
    [InlineData("2026-01-31T10:00:00Z", "2026-03-02T23:59:59Z")] // 28 February is a Saturday
    [InlineData("2028-01-31T10:00:00Z", "2028-02-29T23:59:59Z")]
    [InlineData("2026-03-31T10:00:00Z", "2026-04-30T23:59:59Z")]
    [InlineData("2026-12-15T10:00:00Z", "2027-01-15T23:59:59Z")]
    [InlineData("2026-09-04T00:00:00Z", "2026-10-05T23:59:59Z")] // 4 October is a Sunday
    [InlineData("2026-11-25T10:00:00Z", "2026-12-28T23:59:59Z")] // Friday 25 December, then a weekend
    [InlineData("2026-12-01T10:00:00Z", "2027-01-04T23:59:59Z")] // Friday 1 January, then a weekend
    [InlineData("2026-11-26T10:00:00Z", "2026-12-28T23:59:59Z")] // 26 December is a Saturday
    public void Compute_OneMonth_EndsWithTheSameDayOrTheNextWorkingDay(string accepted, string expected) =>
        Assert.Equal(expected, Compute("eu-gdpr-17", accepted));

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T00:30:00Z", "2027-03-29T00:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T01:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("America/New_York", "2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z")]
    public void Compute_HoursOverAChangeOfClocks_AreElapsedTime(string zone, string accepted, string expected) =>
        Assert.Equal(expected, Compute("us-tida", accepted, zone));

    [Theory]
    [InlineData("Europe/Berlin", "2026-02-27T12:00:00Z", "2026-03-27T22:59:59Z")] // before summer time
    [InlineData("Europe/Berlin", "2026-03-15T12:00:00Z", "2026-04-15T21:59:59Z")] // into summer time
    [InlineData("Europe/Berlin", "2026-10-15T12:00:00Z", "2026-11-16T22:59:59Z")] // out of it, Sunday moved
    [InlineData("Europe/Berlin", "2026-07-31T22:30:00Z", "2026-09-01T21:59:59Z")] // already 1 August there
    [InlineData("Asia/Seoul", "2026-06-08T20:00:00Z", "2026-07-09T14:59:59Z")]
    [InlineData("America/Los_Angeles", "2026-06-09T03:00:00Z", "2026-07-09T06:59:59Z")] // still 8 June there
    public void Compute_OneMonth_EndsWithTheDayInTheOrganisationsZone(string zone, string accepted, string expected) =>
        Assert.Equal(expected, Compute("eu-gdpr-17", accepted, zone));

    [Fact]
    public void Compute_LastSecondOfTheDayComesTwice_EndsWithTheLater() =>
        // Iran went back from 24:00 to 23:00 on Tuesday 21 September 2021.
        Assert.Equal("2021-09-21T20:29:59Z", ComputeDays("Asia/Tehran", "2021-09-20T10:00:00Z", 1));

    [Fact]
    public void Compute_Days_EndWithTheLastDay() =>
        Assert.Equal("2026-12-01T23:59:59Z", ComputeDays("UTC", "2026-11-24T10:00:00Z", 7));

    [Fact]
    public void Compute_InstantWithAnOffset_IsWrittenInUtc()
    {
        var deadline = Deadlines.Compute(Regime("us-tida"), new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(9)), TimeZoneInfo.Utc, WorkingCalendar.WeekendsOnly);

        Assert.Equal(TimeSpan.Zero, deadline.DueAt!.Value.Offset);
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 1, 0, 0, TimeSpan.Zero), deadline.DueAt);
    }

    private static string Compute(string regime, string accepted, string zone = "UTC") =>
        Write(Deadlines.Compute(Regime(regime), At(accepted), TimeZoneInfo.FindSystemTimeZoneById(zone), WorkingCalendar.For(Regime(regime))));

    private static string ComputeDays(string zone, string accepted, int days)
    {
        var regime = Regime("eu-gdpr-17") with
        {
            Clock = [new RegimeClock { From = null, Value = days, Unit = ClockUnit.Days, Strict = true, Starts = ClockStart.OurNotice, Confidence = ClockConfidence.Confirmed }],
        };
        return Write(Deadlines.Compute(regime, At(accepted), TimeZoneInfo.FindSystemTimeZoneById(zone), WorkingCalendar.WeekendsOnly));
    }

    private static Regime Regime(string id) => RegimeDirectory.Seed.Find(id)!;

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private static string Write(Deadline deadline) =>
        deadline.DueAt is { } due ? due.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : deadline.Reason!;
}
