using System.Globalization;
using System.Text;
using CaseManager.Core.Access;
using CaseManager.Core.Statistics.Importing;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;
using CaseManager.EndToEnd.Tests.Access;
using CaseManager.TestSupport;
using CaseManager.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Statistics;

/// <summary>A past year from the builder's page to the advocate's download and the public page.</summary>
public sealed class StatisticsTests(DatabaseFixture fixture, ChromiumBrowser browser) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private readonly WebApp app = WebApp.OnPorts(fixture.Database, ("CaseManager:PublicStatistics", "true"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Year_BuiltByASupervisor_IsPreviewedAndDownloadedByAnAdvocate_AndPublished()
    {
        await ImportAsync();
        var (first, supervisor) = await SignInAsync(RoleName.Supervisor);
        await using var closing = first;
        await supervisor.GoAsync("/statistics");
        await Assertions.Expect(supervisor.Page.Locator("#empty")).ToBeVisibleAsync();
        await supervisor.GoAsync("/statistics/building");
        await supervisor.LookAsync("statistics-building");
        await supervisor.Page.ClickAsync("tr[data-period='2025'] button");
        await Assertions.Expect(supervisor.Page.Locator("#moving")).ToBeVisibleAsync();
        await supervisor.LookAsync("statistics-building-moving");

        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<BuildReleasesJob>().RunAsync(Cancel);
        }

        await supervisor.GoAsync("/statistics/building");
        await supervisor.Page.Locator("section[data-year='2025']").SaysAsync("ε 2 spent, 2 left");
        await supervisor.Page.CheckAsync("#preset-detailed");
        await supervisor.Page.FillAsync("#countries", "KR, Atlantis");
        await supervisor.Page.Locator("#declare form button").ClickAsync();
        await supervisor.Summary.SaysAsync("two letters each");
        await Assertions.Expect(supervisor.Page.Locator("#countries")).ToHaveValueAsync("KR, Atlantis");
        await supervisor.LookAsync("statistics-declare-refused");
        await supervisor.Page.FillAsync("#countries", "KR DE");
        await supervisor.Page.Locator("#declare form button").ClickAsync();
        await supervisor.Page.Locator("#coming").SaysAsync("An administrator has to agree");
        await supervisor.LookAsync("statistics-declared");

        var (second, advocate) = await SignInAsync(RoleName.Advocate);
        await using var closingSecond = second;
        await advocate.GoAsync("/statistics");
        await advocate.LookAsync("statistics-releases");
        await advocate.Page.Locator("#releases th a").ClickAsync();
        await AssertChartsShowAsync(advocate.Page, 9);
        await advocate.Page.Locator("[data-table=intake_by_platform] summary").ClickAsync();
        await advocate.LookAsync("statistics-release");
        var download = await advocate.Page.RunAndWaitForDownloadAsync(() => advocate.Page.ClickAsync("#download"));
        Assert.Equal(await ExportAsync(), await File.ReadAllBytesAsync(await download.PathAsync(), Cancel));
        Assert.EndsWith("-2025-c1-r0.zip", download.SuggestedFilename, StringComparison.Ordinal);
        var release = advocate.Page.Url;
        await advocate.GoAsync($"{new Uri(release).AbsolutePath}/summary");
        await advocate.Page.Locator(".cm-summary__first").SaysAsync("cases were taken in");
        await advocate.LookAsync("statistics-summary");
        await PrintAsync(advocate.Page, "statistics-summary-printed");

        await supervisor.GoAsync(new Uri(release).AbsolutePath);
        await supervisor.Page.Locator("#public-page button").ClickAsync();
        await supervisor.Page.Locator("#public-page").SaysAsync("Take it off");
        await supervisor.GoAsync("/statistics/service");
        await supervisor.Page.Locator("#mark").SaysAsync("Not for publication");
        await supervisor.LookAsync("statistics-service");
        await PrintAsync(supervisor.Page, "statistics-service-printed");
        Assert.Empty(advocate.Complaints);
        Assert.Empty(supervisor.Complaints);

        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { JavaScriptEnabled = false, ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        var visitor = await person.NewPageAsync();
        await visitor.GotoAsync(new Uri(app.PublicUrl, "/statistics").ToString());
        await AssertChartsShowAsync(visitor, 9, hasScript: false);
        await Screenshots.TakeAsync(visitor, "statistics-public-390");
        await visitor.SetViewportSizeAsync(1280, 844);
        await Screenshots.TakeAsync(visitor, "statistics-public-1280");
        Assert.Empty(await person.CookiesAsync());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<(IBrowserContext Browser, StaffBrowserPage Page)> SignInAsync(string role)
    {
        var (person, page) = await StaffBrowserPage.OpenAsync(browser, app);
        await (await Newcomer.InviteAsync(app, role, role)).AcceptAsync(page);
        return (person, page);
    }

    /// <summary>Every chart has really been painted, and none is wider than the screen.</summary>
    private static async Task AssertChartsShowAsync(IPage page, int count, bool hasScript = true)
    {
        var charts = page.Locator("img.cm-chart");
        await Assertions.Expect(charts).ToHaveCountAsync(count);
        for (var place = 0; place < count; place++)
        {
            await charts.Nth(place).ScrollIntoViewIfNeededAsync();
            var box = await charts.Nth(place).BoundingBoxAsync();
            Assert.InRange(box!.Width, 200, 560);
            if (hasScript)
            {
                await Assertions.Expect(charts.Nth(place)).ToHaveJSPropertyAsync("complete", true);
                Assert.True(await charts.Nth(place).EvaluateAsync<int>("chart => chart.naturalHeight") > 0);
            }
        }
    }

    private static async Task PrintAsync(IPage page, string name)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Screenshots.TakeAsync(page, name);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
    }

    private async Task ImportAsync()
    {
        var csv = new StringBuilder("side,period,platform,harm_type,country,age_band,outcome,time_to_removal_band\n");
        string[] platforms = ["telegram", "instagram", "telegram", "x", "tiktok", "telegram", "other"];
        string[] bands = ["up_to_24h", "up_to_48h", "up_to_48h", "up_to_7d", "still_up"];
        for (var row = 0; row < 1_300; row++)
        {
            var month = Month.Of(2025, (row % 12) + 1);
            csv.Append(CultureInfo.InvariantCulture, $"intake,{month},{platforms[row % 7]},{(row % 3 == 0 ? "threat_to_share" : "shared_without_consent")},KR,{(row % 5 == 0 ? "under_18" : "18_24")},,\n");
            csv.Append(CultureInfo.InvariantCulture, $"closure,{month},{platforms[row % 7]},,,,{(row % 4 == 0 ? "removed_part" : "removed_all")},{bands[row % 5]}\n");
        }

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ImportContributions>().RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString())), Cancel);
    }

    private async Task<byte[]> ExportAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ExportRelease>().RunAsync("2025", null, Cancel)).Bytes;
    }
}
