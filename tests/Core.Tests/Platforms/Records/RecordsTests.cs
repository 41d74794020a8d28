using CaseManager.Core.Audit;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Platforms.Records;

public sealed class RecordsTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private readonly Guid _first = RandomId.New();
    private readonly Guid _second = RandomId.New();
    private readonly DirectoryCache _cache = new();
    private CaseManagerDbContext _database = null!;
    private AuditLog _audit = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SaveRecord Save => new(_database, _audit, TimeProvider.System);

    private ReadDirectory Read => new(_database, _cache);

    public ValueTask InitializeAsync()
    {
        _database = fixture.Database.Open();
        _audit = new AuditLog(_database, TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public void EverySeedRecord_WrittenAndReadAgain_IsTheSame()
    {
        Assert.All(PlatformDirectory.Seed.All, platform => Assert.Equal(RecordText.Write(platform), RecordText.Write(RecordText.Read<Platform>(RecordText.Write(platform)))));
        Assert.All(RegimeDirectory.Seed.All, regime => Assert.Equal(RecordText.Write(regime), RecordText.Write(RecordText.Read<Regime>(RecordText.Write(regime)))));
    }

    [Fact]
    public async Task Save_NewVersion_CountsFromThenOn_AndKeepsTheOneBefore()
    {
        var vk = (await Read.RunAsync(Cancel)).Platforms.Find("vk")!;

        await Save.RunAsync(vk with { Name = "VK (new name)" }, 0, "renamed", _first, Cancel);
        await Save.RunAsync(vk with { Name = "VK" }, 1, "renamed back", _second, Cancel);

        var now = (await Read.RunAsync(Cancel)).Platforms.Find("vk")!;
        var history = await new RecordHistory(_database).OfAsync(RecordKind.Platform, "vk", Cancel);
        Assert.Equal(("VK", 2), (now.Name, now.RecordVersion));
        Assert.Equal([(2, "renamed back", _second), (1, "renamed", _first)], history.Select(version => (version.Number, version.Reason, version.AuthorId)));
    }

    [Fact]
    public async Task Save_OverAVersionNobodySaw_IsRefused()
    {
        var naver = PlatformDirectory.Seed.Find("naver")!;
        await Save.RunAsync(naver, 0, "first", _first, Cancel);

        Assert.Equal("record-changed", (await Assert.ThrowsAsync<RefusedException>(() => Save.RunAsync(naver, 0, "second", _second, Cancel))).Code);
    }

    [Fact]
    public async Task Save_WithoutAReason_IsRefused() =>
        Assert.Equal("reason", (await Assert.ThrowsAsync<RefusedException>(() => Save.RunAsync(PlatformDirectory.Seed.Find("line")!, 0, "  ", _first, Cancel))).Code);

    [Fact]
    public async Task Save_AddressThatIsNeverToBeUsed_CanNeitherBeTakenOutNorUsed()
    {
        var telegram = PlatformDirectory.Seed.Find("telegram")!;
        var never = telegram.Channels.First(channel => channel.Use is ChannelUse.Never);
        var without = telegram with { Channels = [.. telegram.Channels.Where(channel => channel != never)] };
        var used = telegram with { Channels = [.. telegram.Channels, never with { Use = ChannelUse.Notice }] };
        var elsewhere = PlatformDirectory.Seed.Find("qq")! with { Channels = [never with { Use = ChannelUse.Notice, Address = "EDSR <DSA.Telegram+x@edsr.eu>" }] };

        Assert.Equal("channel-never", await CodeAsync(without));
        Assert.Equal("never-address", await CodeAsync(used));
        Assert.Equal("never-address", await CodeAsync(elsewhere));
    }

    [Theory]
    [InlineData("mail", "not an address", "channel-mail")]
    [InlineData("form", "http://example.org/form", "channel-form")]
    public async Task Save_WayThatLeadsNowhere_IsRefused(string route, string address, string code)
    {
        var channel = new Channel
        {
            Type = "own",
            Address = address,
            Purpose = "notices",
            Confidence = ChannelConfidence.Confirmed,
            Route = route == "mail" ? ChannelRoute.Mail : ChannelRoute.Form,
            Use = ChannelUse.Notice,
        };

        Assert.Equal(code, await CodeAsync(PlatformDirectory.Seed.Find("qq")! with { Channels = [channel] }));
    }

    [Fact]
    public async Task MailAddressOfOnePersonAlone_NeedsASecondPerson_UntilTheVersionIsConfirmed()
    {
        var zhihu = PlatformDirectory.Seed.Find("zhihu")!;
        var added = zhihu.Channels.First(channel => channel.Route is ChannelRoute.Mail) with { Address = "new-desk@zhihu.example" };
        await Save.RunAsync(zhihu with { Channels = [.. zhihu.Channels, added] }, 0, "their new desk", _first, Cancel);
        var before = await Read.RunAsync(Cancel);

        var confirm = new ConfirmRecord(_database, _audit, TimeProvider.System);
        var own = await Assert.ThrowsAsync<RefusedException>(() => confirm.RunAsync(RecordKind.Platform, "zhihu", 1, _first, Cancel));
        await confirm.RunAsync(RecordKind.Platform, "zhihu", 1, _second, Cancel);
        var after = await Read.RunAsync(Cancel);

        Assert.Equal("same-person", own.Code);
        Assert.Equal((true, false), (Sends(before, zhihu.Channels[0]), Sends(before, added)));
        Assert.Equal((true, true), (Sends(after, zhihu.Channels[0]), Sends(after, added)));

        static bool Sends(Core.Platforms.Records.Directory directory, Channel channel) => directory.MaySendByItself(directory.Platforms.Find("zhihu")!, channel);
    }

    [Fact]
    public async Task Confirm_VersionThatCarriesWhatOneWroteBefore_TakesSomebodyElse()
    {
        var qq = PlatformDirectory.Seed.Find("qq")!;
        var third = RandomId.New();
        var added = new Channel { Type = "own", Address = "desk@qq.example", Purpose = "notices", Confidence = ChannelConfidence.Confirmed, Route = ChannelRoute.Mail, Use = ChannelUse.Notice };
        await Save.RunAsync(qq with { Channels = [.. qq.Channels, added] }, 0, "a desk", _first, Cancel);
        await Save.RunAsync(qq with { Channels = [.. qq.Channels, added], Name = "QQ (new)" }, 1, "a name", _second, Cancel);
        var confirm = new ConfirmRecord(_database, _audit, TimeProvider.System);

        var writer = await Assert.ThrowsAsync<RefusedException>(() => confirm.RunAsync(RecordKind.Platform, "qq", 2, _first, Cancel));
        await confirm.RunAsync(RecordKind.Platform, "qq", 2, third, Cancel);

        Assert.Equal("same-person", writer.Code);
        var directory = await Read.RunAsync(Cancel);
        Assert.True(directory.MaySendByItself(directory.Platforms.Find("qq")!, added));
    }

    [Fact]
    public async Task OwnAddressThatIsNeverToBeUsed_CannotBeForgotten()
    {
        var weibo = PlatformDirectory.Seed.Find("weibo")!;
        var never = new Channel { Type = "own", Address = "trap@weibo.example", Purpose = "goes to the poster", Confidence = ChannelConfidence.Confirmed, Route = ChannelRoute.Mail, Use = ChannelUse.Never };
        await Save.RunAsync(weibo with { Channels = [.. weibo.Channels, never] }, 0, "a warning", _first, Cancel);

        var dropped = await Assert.ThrowsAsync<RefusedException>(() => Save.RunAsync(weibo, 1, "tidying", _second, Cancel));
        var removed = await Assert.ThrowsAsync<RefusedException>(() => Save.RemoveAsync("weibo", 1, "tidying", _second, Cancel));

        Assert.Equal(("channel-never", "never-removed"), (dropped.Code, removed.Code));
        Assert.True((await Read.RunAsync(Cancel)).Platforms.Never.Contain("Trap <trap+x@weibo.example>"));
    }

    [Theory]
    [InlineData("*.com")]
    [InlineData("co.uk")]
    [InlineData("two words")]
    public async Task Save_HostThatIsNoPlatforms_IsRefused(string host) =>
        Assert.Equal("hosts", await CodeAsync(PlatformDirectory.Seed.Find("line")! with { HostPatterns = [host] }));

    [Fact]
    public async Task Remove_ThenItsLinksAreThoseOfAHostWithoutARecord()
    {
        await Save.RemoveAsync("bilibili", 0, "closed", _first, Cancel);

        var directory = await Read.RunAsync(Cancel);

        Assert.Null(directory.Platforms.Find("bilibili"));
        Assert.Null(directory.Normalizer.Normalize("https://www.bilibili.com/video/BV1xx411c7mD").Platform);
    }

    [Fact]
    public async Task NewPlatform_ItsHostsAreReadAsItsOwn()
    {
        var added = PlatformDirectory.Seed.Find("reddit")! with { Id = "example-board", Name = "Example board", HostPatterns = ["board.example"] };
        await Save.RunAsync(added, 0, "asked about often", _first, Cancel);

        Assert.Equal("example-board", (await Read.RunAsync(Cancel)).Normalizer.Normalize("https://board.example/1").Platform);
    }

    [Fact]
    public async Task RegimeOfVersion_ReadsTheLawAsItStoodThen()
    {
        var tida = RegimeDirectory.Seed.Find("us-tida")!;
        await Save.RunAsync(tida with { Clock = [tida.Clock[0] with { Value = 24 }] }, 0, "amended", _first, Cancel);
        await Save.RunAsync(tida with { Clock = [tida.Clock[0] with { Value = 12 }] }, 1, "amended again", _first, Cancel);

        Assert.Equal(48, (await Read.RegimeOfVersionAsync("us-tida", 0, Cancel))!.Clock[0].Value);
        Assert.Equal(24, (await Read.RegimeOfVersionAsync("us-tida", 1, Cancel))!.Clock[0].Value);
        Assert.Equal(12, (await Read.RunAsync(Cancel)).Regimes.Find("us-tida")!.Clock[0].Value);
    }

    [Fact]
    public async Task Save_RegimeThatExposes_CannotBeWrittenAsOneThatDoesNot()
    {
        var regime = RegimeDirectory.Seed.Find("cn-civil-1195")!;

        Assert.Equal("regime-fixed", (await Assert.ThrowsAsync<RefusedException>(() => Save.RunAsync(regime with { Exposing = false }, 0, "no", _first, Cancel))).Code);
    }

    [Fact]
    public async Task Decide_WithADoubtThatWasNotOnThePage_IsRefused()
    {
        var decide = new DecideRegime(_database, Read, _audit, TimeProvider.System);
        var today = new DateOnly(2026, 11, 30);

        var unseen = await Assert.ThrowsAsync<RefusedException>(() => decide.RunAsync("us-dmca-512c", true, false, [], "counsel", today, _first, Cancel));
        var japan = await Assert.ThrowsAsync<RefusedException>(() => decide.RunAsync("jp-ipdp", true, false, [], "counsel", today, _first, Cancel));
        var regulator = await Assert.ThrowsAsync<RefusedException>(() => decide.RunAsync("au-osa-77", true, false, [], "counsel", today, _first, Cancel));
        await decide.RunAsync("us-dmca-512c", true, false, [RegimeStanding.Exposing], "counsel", today, _first, Cancel);

        Assert.Equal(("doubts", "draft-only", "no-notice"), (unseen.Code, japan.Code, regulator.Code));
        var directory = await Read.RunAsync(Cancel);
        Assert.True(directory.StandingOf(directory.Regimes.Find("us-dmca-512c")!, today).MayBeChosen);
    }

    private async Task<string> CodeAsync(Platform platform) =>
        (await Assert.ThrowsAsync<RefusedException>(() => Save.RunAsync(platform, 0, "a reason", _first, Cancel))).Code;
}
