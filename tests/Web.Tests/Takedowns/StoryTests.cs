using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.Core.Takedowns.Story;
using CaseManager.TestSupport.Sealing;
using CaseManager.Web.Pages.Staff.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CaseManager.Web.Tests.Takedowns;

/// <summary>What staff and survivor read of what happened in a case.</summary>
public sealed class StoryTests(ReleaseFixture fixture) : IClassFixture<ReleaseFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Words_ExistForEverythingThatCanBeTold_AndForNothingElse()
    {
        var staff = fixture.App.Services.GetRequiredService<IStringLocalizer<CasesText>>();
        var hers = fixture.App.Services.GetRequiredService<IStringLocalizer<PublicText>>();

        Assert.Equal(StoryTable.CodesFor(StoryListener.Staff).Order(), Names(staff, "Case.Story."));
        Assert.Equal(StoryTable.CodesFor(StoryListener.Survivor).Concat(["other", "somebody", "links", "earlier"]).Order(), Names(hers, "script.happened-"));
    }

    [Fact]
    public void Events_ThatAreTold_AreThoseTheProgramWrites()
    {
        var written = EventWords.Groups.SelectMany(group => group.Types).ToHashSet();

        Assert.Empty(StoryTable.Types.Except(written));
    }

    [Fact]
    public async Task Survivor_ReadsWhatLeftForHer_WithoutAnyColleaguesName()
    {
        var her = await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks);
        var preview = (await fixture.First.PreviewAsync(her, ["https://t.me/herstory/1", "https://t.me/herstory/2"], Cancel)).Json;
        var statement = fixture.First.Statement(her, preview, fixture.App.Clock.GetUtcNow());
        Assert.Equal(201, (await fixture.First.PostAsync($"cases/{HexId.Write(her.CaseId)}/releases", fixture.First.Release(her, statement), Cancel)).Status);

        var answer = await fixture.Api.GetAsync("/api/case", her.Receipt, Cancel);

        var story = answer.Json["story"]!.AsArray();
        var written = story.Single(line => (string?)line!["code"] == "notice-written")!;
        Assert.Equal("Telegram", (string?)written["recipient"]);
        Assert.Equal(["https://t.me/herstory/1", "https://t.me/herstory/2"], written["urls"]!.AsArray().Select(url => (string?)url).Order());
        Assert.All(story, line => Assert.True(line!["by"] is null || (string?)line["by"] == "survivor"));
    }

    [Fact]
    public async Task Staff_ReadWhoDidWhat_AndAnotherCasesStoryIsNotInIt()
    {
        var (mine, other) = (await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks), await fixture.OpenCaseAsync(Cancel, ConsentPurposes.SendLinks));
        await ReleaseAsync(mine, "https://t.me/samelink/1");
        await ReleaseAsync(other, "https://t.me/samelink/1");

        var story = await StoryAsync(mine.CaseId);

        Assert.Contains(story, line => (string?)line!["code"] == "notice-written" && (string?)line["by"] is { Length: > 0 });
        Assert.Single(story, line => (string?)line!["code"] == "consent-given" || (string?)line["code"] == "report-received");
    }

    private async Task ReleaseAsync(SurvivorBrowser her, string link)
    {
        var preview = (await fixture.First.PreviewAsync(her, [link], Cancel)).Json;
        var statement = fixture.First.Statement(her, preview, fixture.App.Clock.GetUtcNow());
        Assert.Equal(201, (await fixture.First.PostAsync($"cases/{HexId.Write(her.CaseId)}/releases", fixture.First.Release(her, statement), Cancel)).Status);
    }

    private async Task<JsonArray> StoryAsync(Guid caseId) =>
        (await fixture.First.GetAsync($"cases/{HexId.Write(caseId)}/takedowns", Cancel)).Json["story"]!.AsArray();

    private static IEnumerable<string> Names<T>(IStringLocalizer<T> texts, string prefix) => texts.GetAllStrings(includeParentCultures: true)
        .Select(text => text.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]).Order();
}
