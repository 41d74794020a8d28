using CaseManager.Core;
using CaseManager.Core.Cases;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Cases;

namespace CaseManager.Web.Tests.Statistics;

/// <summary>Exact figures for people who may open the cases anyway.</summary>
public sealed class ServiceFiguresTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_ShowsNothingUnderTwenty_NoCaseHiddenFromHer_AndIsMarked()
    {
        await AddAsync(19, restricted: false);
        await AddAsync(5, restricted: true);
        var few = await team.First.Http.GetPageAsync("/statistics/service", Cancel);
        await AddAsync(3, restricted: false);
        var page = await team.First.Http.GetPageAsync("/statistics/service", Cancel);

        Assert.Equal("Not for publication", page.QuerySelector("#mark")!.TextContent);
        Assert.Equal("fewer than 20", Open(few));
        Assert.Equal("22", Open(page));
        Assert.Equal("22", page.QuerySelector("#quarters tbody td")!.TextContent);
        Assert.Equal("fewer than 20", page.QuerySelector("[data-figure=ServiceNotices] dd")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("main a[download]"));
    }

    private static string Open(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("[data-figure=ServiceOpen] dd")!.TextContent;

    private async Task AddAsync(int count, bool restricted)
    {
        await using var database = team.Database.Open();
        for (var made = 0; made < count; made++)
        {
            var caseFile = new Case { CaseId = RandomId.New(), OpenedAt = team.App.Clock.GetUtcNow() };
            database.Add(caseFile);
            if (restricted)
            {
                database.Add(new Restriction { CaseId = caseFile.CaseId, Since = team.App.Clock.GetUtcNow() });
            }
        }

        await database.SaveChangesAsync(Cancel);
    }
}
