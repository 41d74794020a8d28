using CaseManager.Core.Platforms;

namespace CaseManager.Core.Tests.Platforms;

public sealed class PlatformTests
{
    private static readonly Regime Dsa = RegimeDirectory.Seed.Find("eu-dsa-16")!;

    [Fact]
    public void ChannelsFor_TelegramUnderTheDsa_AreItsFormAndThenItsMail()
    {
        var channels = Telegram.ChannelsFor(Dsa);

        Assert.Equal(["https://telegram.org/dsa-report", "abuse@telegram.org"], channels.Select(channel => channel.Address));
    }

    [Fact]
    public void ChannelsFor_EveryPlatformAndRegime_NeverOffersAnotherUse()
    {
        var offered =
            from platform in PlatformDirectory.Seed.All
            from regime in RegimeDirectory.Seed.All
            from channel in platform.ChannelsFor(regime)
            select (regime, channel);

        Assert.All(offered, pair =>
        {
            Assert.Equal(pair.regime.ChannelUse, pair.channel.Use);
            Assert.NotEqual(ChannelUse.Never, pair.channel.Use);
            Assert.False(PlatformDirectory.Seed.Never.Contain(pair.channel.Address));
        });
    }

    [Fact]
    public void ChannelsFor_ChannelKnownForAnotherRegime_IsNotOffered() =>
        Assert.DoesNotContain(
            PlatformDirectory.Seed.Find("x")!.ChannelsFor(Dsa),
            channel => channel.Serves.Contains("us-tida") && !channel.Serves.Contains(Dsa.Id));

    [Fact]
    public void ChannelsFor_PlatformOfWhichNothingIsKnown_OffersItsNoticeChannels() =>
        Assert.Equal([ChannelRoute.Form, ChannelRoute.InApp], PlatformDirectory.Seed.Find("reddit")!.ChannelsFor(Dsa).Select(channel => channel.Route!.Value));

    [Theory]
    [InlineData("generic-host")]
    [InlineData("generic-registrar")]
    public void ChannelsFor_RecordThatOnlyDescribesWhereToLook_IsNoMailRoute(string id) =>
        Assert.DoesNotContain(PlatformDirectory.Seed.Find(id)!.ChannelsFor(Dsa), channel => channel.Route is ChannelRoute.Mail);

    [Fact]
    public void ChannelsFor_RegulatorsOrder_OffersNothing() =>
        Assert.Empty(Telegram.ChannelsFor(RegimeDirectory.Seed.Find("au-osa-77")!));

    [Fact]
    public void MaySendByItself_AddressWhosePurposeIsNotConfirmed_IsFalse()
    {
        var abuse = Telegram.Channels.Single(channel => channel.Address == "abuse@telegram.org");
        var confirmed = PlatformDirectory.Seed.Find("pornhub")!.Channels.Single(channel => channel.Address == "dsa@pornhub.com");

        Assert.False(abuse.MaySendByItself);
        Assert.True(confirmed.MaySendByItself);
    }

    private static Platform Telegram => PlatformDirectory.Seed.Find("telegram")!;
}
