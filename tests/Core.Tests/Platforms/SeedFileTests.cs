using System.Text.Json;
using CaseManager.Core.Platforms;

namespace CaseManager.Core.Tests.Platforms;

public sealed class SeedFileTests
{
    [Fact]
    public void Platforms_SeedFile_IsReadWhole()
    {
        var file = SeedFile.Read<PlatformFile>("platforms.json");

        Assert.Equal(file.RecordCount, PlatformDirectory.Seed.All.Count);
        Assert.Equal(31, file.RecordCount);
        Assert.All(file.Platforms, platform => Assert.NotEmpty(platform.Channels));
        Assert.Equal(["*.t.me", "t.me"], PlatformDirectory.Seed.Find("telegram")!.HostPatterns.Where(host => host.EndsWith("t.me", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Regimes_SeedFile_IsReadWhole()
    {
        var file = SeedFile.Read<RegimeFile>("regimes.json");

        Assert.Equal(file.RecordCount, RegimeDirectory.Seed.All.Count);
        Assert.Equal(22, file.RecordCount);
        Assert.All(file.Regimes, regime => Assert.NotEmpty(regime.Clock));
    }

    [Fact]
    public void Channels_Serves_NamesKnownRegimesOnly() =>
        Assert.All(
            PlatformDirectory.Seed.All.SelectMany(platform => platform.Channels).SelectMany(channel => channel.Serves),
            regime => Assert.NotNull(RegimeDirectory.Seed.Find(regime)));

    [Fact]
    public void Channels_FieldsWithoutASource_AreMarkedNotConfirmed() =>
        Assert.All(
            PlatformDirectory.Seed.All.SelectMany(platform => platform.Channels).Where(channel => channel.Fields.Count > 0),
            channel => Assert.False(channel.FieldsConfirmed));

    [Fact]
    public void Clocks_OfEveryRegime_StandInTheOrderTheyComeIntoForce() =>
        Assert.All(RegimeDirectory.Seed.All, regime => Assert.Equal(regime.Clock.OrderBy(clock => clock.From), regime.Clock));

    [Theory]
    [InlineData("""{ "id": "a", "label": "b", "hint": "c" }""")]
    [InlineData("""{ "id": "a" }""")]
    [InlineData("""{ "id": "a", "label": null }""")]
    [InlineData("""{ "id": "a", "id": "b", "label": "c" }""")]
    [InlineData("""{ "id": 1, "label": "b" }""")]
    public void Read_MemberUnknownMissingNullDoubledOrOfAnotherType_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ChannelField>(json, SeedFile.Strict));

    [Theory]
    [InlineData("\"fax\"")]
    [InlineData("0")]
    public void Read_UnknownRoute_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ChannelRoute>(json, SeedFile.Strict));
}
