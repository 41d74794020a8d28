using CaseManager.Core.Platforms.Links;

namespace CaseManager.Core.Tests.Platforms.Links;

public sealed class PlatformHostsTests
{
    private static readonly PlatformHosts hosts = new(
    [
        new("whole", ["example.com", "*.example.com"], ["ex"]),
        new("part", ["video.example.com", "*.live.example.com"], []),
        new("everywhere", ["search.*"], []),
    ]);

    [Theory]
    [InlineData("example.com", "whole")]
    [InlineData("www.example.com", "whole")]
    [InlineData("a.b.example.com", "whole")]
    [InlineData("video.example.com", "part")]
    [InlineData("www.video.example.com", "part")]
    [InlineData("a.live.example.com", "part")]
    [InlineData("live.example.com", "whole")]
    [InlineData("search.de", "everywhere")]
    [InlineData("search.co.uk", "everywhere")]
    [InlineData("search.com.np", "everywhere")]
    [InlineData("search.example.org", null)]
    [InlineData("search.co.de", null)]
    [InlineData("my.search.de", null)]
    [InlineData("notexample.com", null)]
    [InlineData("com", null)]
    public void OfHost_MostExactPattern_NamesThePlatform(string host, string? platform) =>
        Assert.Equal(platform, hosts.OfHost(host));

    [Fact]
    public void OfScheme_OnlyListedOnes_NameThePlatform() =>
        Assert.Equal(("whole", null), (hosts.OfScheme("ex"), hosts.OfScheme("tg")));

    [Fact]
    public void Seeded_KnowsTelegramByHostAndScheme() =>
        Assert.Equal(("telegram", "telegram"), (PlatformHosts.Seeded.OfHost("t.me"), PlatformHosts.Seeded.OfScheme("tg")));
}
