using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.TestSupport.Sealing;
using CaseManager.Web.Tests.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Venues;

/// <summary>One notice about a whole channel for everybody with a link in it, and nothing of one of them for another.</summary>
public sealed class SharedNoticeTests(ReleaseFixture fixture) : IClassFixture<ReleaseFixture>
{
    private readonly VenueTeam team = new(fixture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SharedNotice_FromTheChannelsFile_StandsInEachMembersLedgerWithNothingOfTheOther()
    {
        var (one, other) = (await team.ReleasedAsync("https://t.me/sharedchannel/1"), await team.ReleasedAsync("https://t.me/sharedchannel/2"));
        var stranger = await team.ReleasedAsync("https://t.me/anotherchannel/1");
        var venueId = (await team.FindAsync("https://t.me/sharedchannel"))!.Value;
        var file = await team.OpenFileAsync(venueId);

        var (released, preview) = await team.ReleaseAsync(fixture.Second, file, ["https://t.me/sharedchannel"]);
        var noticeId = await team.SendMailAsync(preview);
        await team.DrainAsync();
        await team.DrainAsync();

        Assert.Equal(201, released.Status);
        Assert.All(preview["previews"]!.AsArray(), shown => Assert.Contains("Scope: the channel as a whole", (string)shown!["text"]!, StringComparison.Ordinal));
        foreach (var (her, them, theirs) in new[] { (one, other, "sharedchannel/2"), (other, one, "sharedchannel/1") })
        {
            var seen = await fixture.Api.GetAsync("/api/case", her.Receipt, Cancel);
            var mail = seen.Json["shared"]!.AsArray().Single(entry => (string?)entry!["route"] == "mail")!;
            Assert.Equal(
                ("channel", "https://t.me/sharedchannel", "Telegram", "sent"),
                ((string?)mail["kind"], (string?)mail["url"], (string?)mail["platform"], (string?)mail["label"]));
            Assert.NotNull((string?)mail["leftAt"]);
            await AssertNothingOfAsync(them, seen.Json.ToJsonString());
            Assert.DoesNotContain(theirs, seen.Json.ToJsonString(), StringComparison.Ordinal);
            await AssertNothingOfAsync(file, seen.Json.ToJsonString());
            Assert.Equal(1, await ToldAsync(her, noticeId));
        }

        Assert.Empty((await fixture.Api.GetAsync("/api/case", stranger.Receipt, Cancel)).Json["shared"]!.AsArray());
        Assert.Equal((0, 0), (await ToldAsync(stranger, noticeId), await ToldAsync(file, noticeId)));
    }

    [Fact]
    public async Task Takedowns_MemberCase_NamesItsChannelAndTheNoticeAboutTheWhole()
    {
        var her = await team.ReleasedAsync("https://t.me/staffseen/1");
        var venueId = (await team.FindAsync("https://t.me/staffseen"))!.Value;
        var file = await team.OpenFileAsync(venueId);
        await team.ReleaseAsync(fixture.Second, file, ["https://t.me/staffseen"]);

        var seen = (await fixture.First.GetAsync($"cases/{HexId.Write(her.CaseId)}/takedowns", Cancel)).Json;
        var ofFile = (await fixture.First.GetAsync($"cases/{HexId.Write(file.CaseId)}/takedowns", Cancel)).Json;

        var venue = Assert.Single(seen["requests"]!.AsArray())!["venue"]!;
        Assert.Equal((HexId.Write(venueId), "channel", "https://t.me/staffseen"), ((string?)venue["venueId"], (string?)venue["kind"], (string?)venue["url"]));
        Assert.Equal(["in-review", "to-be-submitted"], seen["shared"]!.AsArray().Select(entry => (string?)entry!["label"]).Order());
        Assert.DoesNotContain(HexId.Write(file.CaseId), seen.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(seen["fileOf"]);
        Assert.Equal((HexId.Write(venueId), 0), ((string?)ofFile["fileOf"], ofFile["shared"]!.AsArray().Count));
    }

    [Fact]
    public async Task Merge_WithTheFileOfAVenue_IsRefusedBothWays()
    {
        var her = await team.ReleasedAsync("https://t.me/mergedchannel/1");
        var file = await team.OpenFileAsync((await team.FindAsync("https://t.me/mergedchannel"))!.Value);
        await using (var database = fixture.Database.Open())
        {
            await database.Set<Case>().Where(row => row.CaseId == her.CaseId || row.CaseId == file.CaseId)
                .ExecuteUpdateAsync(row => row.SetProperty(found => found.AssigneeId, fixture.First.Id), Cancel);
        }

        foreach (var (one, into) in new[] { (her, file), (file, her) })
        {
            var answer = await fixture.First.PostAsync($"cases/{HexId.Write(one.CaseId)}/merged", new JsonObject { ["other"] = HexId.Write(into.CaseId) }, Cancel);
            Assert.Equal("not-a-person", answer.Code);
        }
    }

    [Theory]
    [InlineData("plainpost", "https://t.me/plainpost/77")]
    [InlineData("withpost", "https://t.me/withpost", "https://t.me/withpost/77")]
    [InlineData("withother", "https://t.me/elsewherechannel")]
    [InlineData("withtwo", "https://t.me/withtwo", "https://t.me/elsewherechannel")]
    public async Task Release_FileNamesAnythingButItsChannel_IsRefusedAndNothingIsShared(string name, params string[] links)
    {
        var her = await team.ReleasedAsync($"https://t.me/{name}/1", "https://t.me/elsewherechannel/1");
        var file = await team.OpenFileAsync((await team.FindAsync($"https://t.me/{name}"))!.Value);

        var refused = await fixture.Second.PreviewAsync(file, links, Cancel);

        Assert.Equal((409, "not-the-venue"), (refused.Status, refused.Code));
        await AssertNotSharedAsync(file);
        Assert.Empty((await fixture.Api.GetAsync("/api/case", her.Receipt, Cancel)).Json["shared"]!.AsArray());
    }

    [Fact]
    public async Task Release_FileOnALawThatSpeaksInHerName_IsRefused()
    {
        await team.ReleasedAsync("https://t.me/herlaw/1");
        var file = await team.OpenFileAsync((await team.FindAsync("https://t.me/herlaw"))!.Value);

        var refused = await fixture.Second.PreviewAsync(file, ["https://t.me/herlaw"], Cancel, "eu-gdpr-17");

        Assert.Equal((409, "not-for-venues"), (refused.Status, refused.Code));
    }

    /// <summary>Whoever asks for it, whatever the plan says: only the rows decide.</summary>
    [Fact]
    public async Task ShareNotices_TargetIsNotTheVenueAsAWholeOrTheCaseNoFile_SharesNothing()
    {
        var her = await team.ReleasedAsync("https://t.me/rowsdecide/1");
        var file = await team.OpenFileAsync((await team.FindAsync("https://t.me/rowsdecide"))!.Value);
        await using var scope = fixture.App.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseManagerDbContext>();
        var share = scope.ServiceProvider.GetRequiredService<ShareNotices>();
        var (released, _) = await team.ReleaseAsync(fixture.Second, file, ["https://t.me/rowsdecide"]);
        var hers = await database.Set<Notice>().Where(notice => notice.CaseId == her.CaseId).ToListAsync(Cancel);
        var files = await database.Set<Notice>().Where(notice => notice.CaseId == file.CaseId).ToListAsync(Cancel);
        var (post, whole) = (await TargetAsync(database, her), await TargetAsync(database, file));

        Assert.Equal(201, released.Status);
        Assert.False(await share.RunAsync(hers, [whole], Cancel));
        Assert.False(await share.RunAsync(files, [post], Cancel));
        Assert.False(await share.RunAsync(files, [whole, post], Cancel));
    }

    private static Task<Target> TargetAsync(CaseManagerDbContext database, SurvivorBrowser of) => database.Set<Target>().SingleAsync(
        target => database.Set<TakedownRequest>().Any(request => request.TargetId == target.Id && request.CaseId == of.CaseId), Cancel);

    [Fact]
    public async Task Release_SurvivorsCaseNamesTheWholeChannel_IsNotSharedAndSaysNothingOfAScope()
    {
        var other = await team.ReleasedAsync("https://t.me/herown/1");
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);

        var (released, preview) = await team.ReleaseAsync(fixture.Second, her, ["https://t.me/herown"]);

        Assert.Equal(201, released.Status);
        Assert.DoesNotContain("Scope:", preview.ToJsonString(), StringComparison.Ordinal);
        await AssertNotSharedAsync(her);
        Assert.Empty((await fixture.Api.GetAsync("/api/case", other.Receipt, Cancel)).Json["shared"]!.AsArray());
    }

    [Fact]
    public async Task OpenFile_WithAReceiptOrAPersonsConsent_IsRefused()
    {
        await team.ReleasedAsync("https://t.me/nobodysfile/1");
        var path = $"venues/{HexId.Write((await team.FindAsync("https://t.me/nobodysfile"))!.Value)}/file";

        var receipt = await fixture.First.PostAsync(path, team.File(new SurvivorBrowser(fixture.Genesis), withReceipt: true), Cancel);
        var counted = await fixture.First.PostAsync(path, team.File(new SurvivorBrowser(fixture.Genesis), false, ConsentPurposes.Statistics), Cancel);
        var nowhere = await fixture.First.PostAsync($"venues/{HexId.Write(RandomId.New())}/file", team.File(new SurvivorBrowser(fixture.Genesis)), Cancel);

        Assert.Equal(("venue-file", "venue-file", "unknown-venue"), (receipt.Code, counted.Code, nowhere.Code));
    }

    [Fact]
    public async Task Delete_LastCaseWithALinkThere_DestroysTheVenueUnlessItHasAFile()
    {
        var (alone, told) = (await team.ReleasedAsync("https://t.me/forgotten/1"), await team.ReleasedAsync("https://t.me/remembered/1"));
        var (forgotten, remembered) = ((await team.FindAsync("https://t.me/forgotten"))!.Value, (await team.FindAsync("https://t.me/remembered"))!.Value);
        await team.ReleaseAsync(fixture.Second, await team.OpenFileAsync(remembered), ["https://t.me/remembered"]);

        await fixture.Api.DeleteAsync("/api/case", new JsonObject(), alone.Receipt, Cancel);
        await fixture.Api.DeleteAsync("/api/case", new JsonObject(), told.Receipt, Cancel);

        await using var database = fixture.Database.Open();
        var owners = await database.Set<DataKey>().Select(key => key.OwnerId).ToListAsync(Cancel);
        Assert.Null(await team.FindAsync("https://t.me/forgotten"));
        Assert.DoesNotContain(forgotten, owners);
        Assert.Equal(remembered, await team.FindAsync("https://t.me/remembered"));
        Assert.Contains(remembered, owners);
        Assert.Empty((await new VerifyChains(database).RunAsync(Cancel)).Broken);
    }

    /// <summary>Neither her case, nor her links, nor anything that belongs to her.</summary>
    private async Task AssertNothingOfAsync(SurvivorBrowser them, string shown)
    {
        await using var database = fixture.Database.Open();
        var notices = await database.Set<Notice>().Where(notice => notice.CaseId == them.CaseId).ToListAsync(Cancel);
        var requests = await database.Set<TakedownRequest>().Where(request => request.CaseId == them.CaseId).ToListAsync(Cancel);
        Guid[] ids =
        [
            them.CaseId, .. notices.Select(notice => notice.Id), .. notices.Select(notice => notice.ReleaseCopyId), .. requests.Select(request => request.Id),
            .. requests.Select(request => request.TargetId),
        ];
        Assert.NotEmpty(requests);
        Assert.All(ids, id => Assert.DoesNotContain(HexId.Write(id), shown, StringComparison.OrdinalIgnoreCase));
    }

    private async Task AssertNotSharedAsync(SurvivorBrowser from)
    {
        await using var database = fixture.Database.Open();
        Assert.False(await database.Set<SharedNotice>().AnyAsync(shared => shared.CaseId == from.CaseId, Cancel));
    }

    private async Task<int> ToldAsync(SurvivorBrowser her, Guid noticeId)
    {
        await using var database = fixture.Database.Open();
        var id = HexId.Write(noticeId);
        return await database.Set<AuditEvent>().CountAsync(
            happened => happened.ChainId == her.CaseId && happened.Type == "SharedNoticeSent" && happened.Data.Contains(id), Cancel);
    }
}
