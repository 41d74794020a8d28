using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns;

namespace CaseManager.Core.Tests.Platforms;

public sealed class RegimeStandingTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    [Fact]
    public void Of_SeededRegimes_OnlyConfirmedOnesInForceThatExposeNobodyCanBeChosen() =>
        Assert.Equal(
            ["eu-dsa-16", "eu-gdpr-17", "in-itrules-3-2-b", "us-tida"],
            RegimeDirectory.Seed.All.Where(regime => !regime.DraftOnly && RegimeStanding.Of(regime, null, Today).MayBeChosen).Select(regime => regime.Id).Order());

    [Theory]
    [InlineData("uk-osa-10-3a", RegimeStanding.StartUnknown)]
    [InlineData("cn-civil-1195", RegimeStanding.Exposing)]
    [InlineData("us-dmca-512c", RegimeStanding.Exposing)]
    [InlineData("kr-tba-22-5", RegimeStanding.Unconfirmed)]
    [InlineData("cn-pipl-47", RegimeStanding.AgentUnknown)]
    [InlineData("au-osa-77", RegimeStanding.NoNotice)]
    public void Of_RegimeNotToBeReliedOn_SaysWhy(string id, string doubt)
    {
        var standing = RegimeStanding.Of(RegimeDirectory.Seed.Find(id)!, null, Today);

        Assert.False(standing.MayBeChosen);
        Assert.Contains(doubt, standing.Doubts);
    }

    [Fact]
    public void Of_DecidedInSpiteOfItsDoubts_CanBeChosen_UntilANewOneComes()
    {
        var regime = RegimeDirectory.Seed.Find("cn-civil-1195")!;
        (bool, bool, IReadOnlyList<string>) decided = (true, false, [RegimeStanding.Exposing]);

        Assert.True(RegimeStanding.Of(regime, decided, Today).MayBeChosen);
        Assert.False(RegimeStanding.Of(regime with { InForceFrom = null }, decided, Today).MayBeChosen);
    }

    [Fact]
    public void Of_ExposingRegime_AlwaysNeedsASecondPerson() =>
        Assert.True(RegimeStanding.Of(RegimeDirectory.Seed.Find("us-dmca-512c")!, (true, false, [RegimeStanding.Exposing]), Today).SecondPerson);

    [Fact]
    public void Of_SwitchedOff_CannotBeChosen() =>
        Assert.False(RegimeStanding.Of(RegimeDirectory.Seed.Find("eu-dsa-16")!, (false, false, []), Today).MayBeChosen);

    /// <summary>The day counts where the organisation is: in Auckland it begins eleven hours before it does in London.</summary>
    [Theory]
    [InlineData("Pacific/Auckland", "2026-11-30T10:59:59Z", false)]
    [InlineData("Pacific/Auckland", "2026-11-30T11:00:00Z", true)]
    [InlineData("Europe/London", "2026-11-30T23:59:59Z", false)]
    [InlineData("Europe/London", "2026-12-01T00:00:00Z", true)]
    [InlineData("America/Los_Angeles", "2026-12-01T07:59:59Z", false)]
    [InlineData("America/Los_Angeles", "2026-12-01T08:00:00Z", true)]
    public void Of_RegimeThatComesIntoForceTonight_CanBeChosenFromMidnightInTheOrganisationsZone(string zone, string now, bool may)
    {
        var policy = new TakedownPolicy(TimeZoneInfo.FindSystemTimeZoneById(zone), SecondPerson: false, Journal: null, TakedownPolicy.DefaultSearchWindow);
        var regime = RegimeDirectory.Seed.Find("us-tida")! with { InForceFrom = new DateOnly(2026, 12, 1) };

        var standing = RegimeStanding.Of(regime, null, policy.Today(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(may, standing.MayBeChosen);
        Assert.Equal(may ? [] : [RegimeStanding.NotInForce], standing.Doubts);
    }
}
