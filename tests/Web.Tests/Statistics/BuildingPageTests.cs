using System.Net;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Statistics.Requests;
using CaseManager.TestSupport;
using CaseManager.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Statistics;

/// <summary>Who has releases built, and how the worker builds them.</summary>
public sealed class BuildingPageTests(StatisticsSite site) : IClassFixture<StatisticsSite>
{
    private const string Building = "/statistics/building";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Build_BySupervisor_IsARowThatTheWorkerBuilds_AndItsBudgetIsShown()
    {
        var before = await StatisticsSite.BuildingAsync(site.Supervisor, Cancel);
        using var clicked = await BuildAsync(site.Supervisor, "2023");
        using var again = await BuildAsync(site.Administrator, "2023");
        var during = await StatisticsSite.BuildingAsync(site.Supervisor, Cancel);
        await site.RunJobAsync(Cancel);
        await site.RunJobAsync(Cancel);
        var after = await StatisticsSite.BuildingAsync(site.Supervisor, Cancel);

        Assert.Contains("ε 0 spent, 4 left", before.QuerySelector("section[data-year='2023']")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(before.QuerySelector("tr[data-period='2023'] button"));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (clicked.StatusCode, again.StatusCode));
        Assert.NotNull(during.QuerySelector("#moving"));
        Assert.Null(during.QuerySelector("tr[data-period='2023'] button"));
        Assert.Contains("ε 2 spent, 2 left", after.QuerySelector("section[data-year='2023']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("told in the release of the year", after.QuerySelector("tr[data-period='2023-Q1']")!.TextContent, StringComparison.Ordinal);
        Assert.Null(after.QuerySelector("#moving"));
        var request = Assert.Single(await site.RequestsAsync("2023", Cancel));
        Assert.Equal((BuildState.Built, site.Supervisor.Id), (request.State, request.Supervisor));
        foreach (var type in new[] { "ReleaseRequested", "ReleaseApproved", "ReleaseBuilt" })
        {
            Assert.Single(await site.EventsAsync(type, Cancel), told => told.Data.Contains(HexId.Write(request.Id), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("2026-Q1", "not closed yet")]
    [InlineData("2025-07", "figures go by quarters")]
    [InlineData("2019-2021", "pooled only where")]
    [InlineData("soon", "A period is written")]
    [InlineData("", "A period is written")]
    public async Task Build_OfWhatCannotBe_SaysWhy_KeepsWhatWasTyped_AndMakesNoRow(string period, string said)
    {
        using var answer = await StatisticsSite.PostAsync(site.Supervisor, $"{Building}?handler=Build", Cancel, ("Typed", period));

        var page = await answer.ReadPageAsync(Cancel);
        Assert.Contains(said, page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(period, page.QuerySelector("#typed")!.GetAttribute("value") ?? "");
        Assert.Empty(await site.RequestsAsync(period, Cancel));
    }

    [Fact]
    public async Task Ask_ByAnAdvocate_WaitsForSomebodyElse()
    {
        using var asked = await StatisticsSite.PostAsync(site.Advocate, "/statistics?handler=Ask", Cancel, ("period", "2022"));
        await site.RunJobAsync(Cancel);
        var waiting = Assert.Single(await site.RequestsAsync("2022", Cancel));
        using var own = await StatisticsSite.PostAsync(site.Advocate, $"{Building}?handler=Agree", Cancel, ("request", HexId.Write(waiting.Id)));

        using var agreed = await AgreeAsync(site.Administrator, waiting);
        await site.RunJobAsync(Cancel);

        Assert.Equal(BuildState.Waiting, waiting.State);
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        Assert.Equal(BuildState.Built, Assert.Single(await site.RequestsAsync("2022", Cancel)).State);
    }

    [Fact]
    public async Task Decline_EndsARequest_WhichMayBeAskedAgain()
    {
        using var asked = await StatisticsSite.PostAsync(site.Advocate, "/statistics?handler=Ask", Cancel, ("period", "2021-Q1"));
        var waiting = Assert.Single(await site.RequestsAsync("2021-Q1", Cancel));
        using var declined = await StatisticsSite.PostAsync(site.Supervisor, $"{Building}?handler=Decline", Cancel, ("request", HexId.Write(waiting.Id)));
        using var late = await AgreeAsync(site.Administrator, waiting);
        using var again = await StatisticsSite.PostAsync(site.Advocate, "/statistics?handler=Ask", Cancel, ("period", "2021-Q1"));

        Assert.Contains("not waiting any more", await StatisticsSite.RefusalAsync(late, Cancel), StringComparison.Ordinal);
        Assert.Equal([BuildState.Refused, BuildState.Waiting], (await site.RequestsAsync("2021-Q1", Cancel)).Select(row => row.State).Order().Reverse());
        var page = await StatisticsSite.BuildingAsync(site.Supervisor, Cancel);
        Assert.Contains("said no", page.QuerySelector($"tr[data-request='{HexId.Write(waiting.Id)}']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_NeedsASupervisorAndAnAdministratorWhoDidNotAsk()
    {
        await site.BuildAsync("2021-Q4", Cancel);
        using var both = await site.AddAsync(RoleName.Supervisor, RoleName.Administrator);
        using var asked = await StatisticsSite.PostAsync(site.Supervisor, $"{Building}?handler=Correct", Cancel, ("period", "2021-Q4"));
        var request = Assert.Single(await site.RequestsAsync("2021-Q4", Cancel));

        using var own = await AgreeAsync(site.Supervisor, request);
        using var first = await AgreeAsync(both, request);
        using var twice = await AgreeAsync(both, request);
        await site.RunJobAsync(Cancel);
        var halfway = Assert.Single(await site.RequestsAsync("2021-Q4", Cancel));
        using var second = await AgreeAsync(site.Administrator, request);
        await site.RunJobAsync(Cancel);

        Assert.Contains("two others have to agree", await StatisticsSite.RefusalAsync(own, Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, twice.StatusCode);
        Assert.Equal((BuildState.Waiting, both.Id, null), (halfway.State, halfway.Supervisor, halfway.Administrator));
        var ended = Assert.Single(await site.RequestsAsync("2021-Q4", Cancel));
        Assert.Equal((BuildState.Built, both.Id, site.Administrator.Id), (ended.State, ended.Supervisor, ended.Administrator));
        var releases = await site.Advocate.Http.GetPageAsync("/statistics", Cancel);
        Assert.Contains("-2021-Q4-c1-r1.zip", releases.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_KilledAfterTheDraw_EndsBuiltWithTheSameBytes()
    {
        using var clicked = await BuildAsync(site.Supervisor, "2020-Q1");
        await SetStateAsync("2020-Q1", BuildState.Building);
        await site.BuildAsync("2020-Q1", Cancel);
        var drawn = await site.ExportAsync("2020-Q1", Cancel);

        await site.RunJobAsync(Cancel);

        Assert.Equal(BuildState.Built, Assert.Single(await site.RequestsAsync("2020-Q1", Cancel)).State);
        Assert.Equal(drawn, await site.ExportAsync("2020-Q1", Cancel));
    }

    [Fact]
    public async Task Job_KilledBeforeTheDraw_BuildsIt()
    {
        using var clicked = await BuildAsync(site.Supervisor, "2020-Q2");
        await SetStateAsync("2020-Q2", BuildState.Building);

        await site.RunJobAsync(Cancel);

        Assert.Equal(BuildState.Built, Assert.Single(await site.RequestsAsync("2020-Q2", Cancel)).State);
    }

    [Fact]
    public async Task Job_SeveralAtOnce_DrawOnce()
    {
        using var clicked = await BuildAsync(site.Supervisor, "2020-Q3");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.RunJobAsync(Cancel)));
        await site.RunJobAsync(Cancel);

        Assert.Equal(BuildState.Built, Assert.Single(await site.RequestsAsync("2020-Q3", Cancel)).State);
        Assert.Single(await site.EventsAsync("ReleaseBuilt", Cancel), told => told.Data.Contains("2020-Q3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Job_OverlappedMeanwhile_EndsRefusedInWords()
    {
        using var clicked = await BuildAsync(site.Supervisor, "2019-Q1");
        await site.BuildAsync("2019", Cancel);

        await site.RunJobAsync(Cancel);

        var request = Assert.Single(await site.RequestsAsync("2019-Q1", Cancel));
        Assert.Equal((BuildState.Refused, "already-built"), (request.State, request.Code));
        var page = await StatisticsSite.BuildingAsync(site.Administrator, Cancel);
        Assert.Contains("drawn once and never again", page.QuerySelector($"tr[data-request='{HexId.Write(request.Id)}']")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await site.EventsAsync("ReleaseRefused", Cancel), told => told.Data.Contains(HexId.Write(request.Id), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Job_WithoutItsMark_PutsItOff_AndGoesOnWhenItIsBack()
    {
        await site.BuildAsync("2018-Q1", Cancel);
        using var clicked = await BuildAsync(site.Supervisor, "2018-Q2");
        var mark = Path.Combine(site.App.KeyFolder, "statistics", "ledger.json");
        File.Move(mark, $"{mark}.away");

        await site.RunJobAsync(Cancel);
        var waiting = Assert.Single(await site.RequestsAsync("2018-Q2", Cancel));
        var page = await StatisticsSite.BuildingAsync(site.Supervisor, Cancel);
        File.Move($"{mark}.away", mark);
        await site.RunJobAsync(Cancel);

        Assert.Equal((BuildState.Approved, "mark-missing"), (waiting.State, waiting.Code));
        Assert.Contains("tried again every minute", page.QuerySelector($"tr[data-request='{HexId.Write(waiting.Id)}']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(BuildState.Built, Assert.Single(await site.RequestsAsync("2018-Q2", Cancel)).State);
    }

    [Fact]
    public async Task Job_WhereThisMachineMayNotBuild_LeavesItToAnother()
    {
        using var clicked = await BuildAsync(site.Supervisor, "2018-Q3");
        await using var app = WebApp.InMemory(site.Database, site.App.KeyFolder);
        app.Settings["CaseManager:StatisticsBuilder"] = "";
        await using var scope = app.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<BuildReleasesJob>().RunAsync(Cancel);

        Assert.Equal(BuildState.Approved, Assert.Single(await site.RequestsAsync("2018-Q3", Cancel)).State);
        await site.RunJobAsync(Cancel);
    }

    private static Task<HttpResponseMessage> BuildAsync(StaffClient who, string period) =>
        StatisticsSite.PostAsync(who, $"{Building}?handler=Build", Cancel, ("period", period));

    private static Task<HttpResponseMessage> AgreeAsync(StaffClient who, BuildRequest request) =>
        StatisticsSite.PostAsync(who, $"{Building}?handler=Agree", Cancel, ("request", HexId.Write(request.Id)));

    private async Task SetStateAsync(string period, BuildState state)
    {
        await using var database = site.Database.Open();
        await database.Set<BuildRequest>().Where(row => row.Period == period).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state), Cancel);
    }
}
