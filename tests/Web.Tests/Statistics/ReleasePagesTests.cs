using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using CaseManager.Core;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Statistics;

/// <summary>What an advocate sees of releases, and what the public does.</summary>
public sealed class ReleasePagesTests(StatisticsSite site) : IClassFixture<StatisticsSite>, IAsyncLifetime
{
    private string id = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if ((await site.Advocate.Http.GetPageAsync("/statistics", Cancel)).QuerySelector("#empty") is not null)
        {
            await site.BuildAsync("2025", Cancel);
        }

        var page = await site.Advocate.Http.GetPageAsync("/statistics", Cancel);
        id = page.QuerySelector("#releases a")!.GetAttribute("href")!["/statistics/".Length..];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Bundle_DownloadedByAnAdvocate_IsTheStoredOneByteForByte_AndThePageShowsItsHash()
    {
        using var answer = await site.Advocate.Http.GetAsync(Address("bundle"), Cancel);

        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        var page = await site.Advocate.Http.GetPageAsync($"/statistics/{id}", Cancel);
        Assert.Equal(await site.ExportAsync("2025", Cancel), bytes);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("-2025-c1-r0.zip", answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), page.QuerySelector("#hash")!.TextContent);
        Assert.Contains(page.QuerySelector("#key-mark")!.TextContent, System.Text.Encoding.UTF8.GetString(BundleContent.FileOf(bytes, "README.txt")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SingleFiles_AreThoseOfTheBundle_AndAreSavedNotOpened()
    {
        var bundle = await site.ExportAsync("2025", Cancel);
        using var archive = new ZipArchive(new MemoryStream(bundle), ZipArchiveMode.Read);
        foreach (var name in archive.Entries.Select(entry => entry.FullName))
        {
            using var answer = await site.Advocate.Http.GetAsync(Address($"files/{name}"), Cancel);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(BundleContent.FileOf(bundle, name), await answer.Content.ReadAsByteArrayAsync(Cancel));
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal("default-src 'none'; frame-ancestors 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Theory]
    [InlineData("files/../stats.json")]
    [InlineData("files/data/nothing.csv")]
    [InlineData("files/")]
    [InlineData("summary/more")]
    public async Task UnknownFile_IsNotFound(string name)
    {
        using var answer = await site.Advocate.Http.GetAsync(Address(name), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/summary")]
    [InlineData("/bundle")]
    [InlineData("/files/stats.json")]
    public async Task UnknownRelease_IsNotFound(string rest)
    {
        foreach (var unknown in new[] { HexId.Write(RandomId.New()), "nothex" })
        {
            using var answer = await site.Advocate.Http.GetAsync(new Uri($"/statistics/{unknown}{rest}", UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Page_ShowsEveryTableWithItsChart_ItsMarginAndWhatMayBeSaid()
    {
        var page = await site.Advocate.Http.GetPageAsync($"/statistics/{id}", Cancel);

        var charts = page.QuerySelectorAll("img.cm-chart");
        Assert.Equal(9, charts.Length);
        Assert.All(charts, chart => Assert.False(string.IsNullOrWhiteSpace(chart.GetAttribute("alt"))));
        var platform = page.QuerySelectorAll("[data-table=intake_by_platform] tbody tr").ToDictionary(row => row.QuerySelector("th")!.TextContent);
        Assert.Contains("± 9", platform["Telegram"].TextContent, StringComparison.Ordinal);
        Assert.Contains("not shown (under 20)", platform["Weibo"].TextContent, StringComparison.Ordinal);
        Assert.Equal("cm-figures__hidden", platform["Weibo"].ClassName);
        Assert.Contains("An exact number of people.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#public-page"));
    }

    [Fact]
    public async Task Summary_SaysAboutAndRoundsByTheMargin()
    {
        var page = await site.Advocate.Http.GetPageAsync($"/statistics/{id}/summary", Cancel);

        var first = page.QuerySelector(".cm-summary__first")!.TextContent;
        Assert.Matches(@"About 1\u2009[12]\d0 cases were taken in", first);
        Assert.Contains("up to 48 hours", first, StringComparison.Ordinal);
        Assert.Matches("about (48|49|50|51|52) in 100", page.Body!.TextContent);
        Assert.DoesNotContain("±", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublicPage_ShowsWhatASupervisorPublished_AndNothingElse()
    {
        using var visitor = site.App.PublicClient();
        var before = await visitor.GetPageAsync("/statistics", Cancel);
        using var secret = await visitor.GetAsync(Address("bundle"), Cancel);
        using var refused = await StatisticsSite.PostAsync(site.Advocate, $"/statistics/{id}?handler=Publish", Cancel);
        var told = await StatisticsSite.RefusalAsync(refused, Cancel);

        using var once = await StatisticsSite.PostAsync(site.Supervisor, $"/statistics/{id}?handler=Publish", Cancel);
        using var twice = await StatisticsSite.PostAsync(site.Supervisor, $"/statistics/{id}?handler=Publish", Cancel);

        Assert.NotNull(before.QuerySelector("#empty"));
        Assert.Equal(HttpStatusCode.NotFound, secret.StatusCode);
        Assert.Equal("Your role may not do this.", told);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (once.StatusCode, twice.StatusCode));
        Assert.Single(await site.EventsAsync("ReleasePublished", Cancel));
        using var answer = await visitor.GetAsync(new Uri("/statistics", UriKind.Relative), Cancel);
        var page = await answer.ReadPageAsync(Cancel);
        Assert.Equal("Figures for 2025", page.QuerySelector("#period")!.TextContent);
        Assert.Equal(9, page.QuerySelectorAll("img.cm-chart").Length);
        Assert.Equal("/exit", page.QuerySelector("a[href]")!.GetAttribute("href"));
        Assert.DoesNotContain("tatistic", page.Title, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal(["/built/public.exit.js"], page.QuerySelectorAll("script[src]").Select(script => Unversioned(script.GetAttribute("src")!)));
        using var file = await visitor.GetAsync(Address("bundle"), Cancel);
        Assert.Equal(await site.ExportAsync("2025", Cancel), await file.Content.ReadAsByteArrayAsync(Cancel));
        using var chart = await visitor.GetAsync(Address("files/charts/totals.svg"), Cancel);
        Assert.Equal("image/svg+xml", chart.Content.Headers.ContentType!.MediaType);

        using var off = await StatisticsSite.PostAsync(site.Supervisor, $"/statistics/{id}?handler=TakeOff", Cancel);
        Assert.NotNull((await visitor.GetPageAsync("/statistics", Cancel)).QuerySelector("#empty"));
        Assert.Single(await site.EventsAsync("ReleaseTakenOff", Cancel));
    }

    [Fact]
    public async Task PublicPage_SwitchedOff_IsNotFound()
    {
        await using var app = WebApp.InMemory(site.Database, site.App.KeyFolder);
        using var visitor = app.PublicClient();

        foreach (var address in new[] { "/statistics", $"/statistics/{id}/bundle" })
        {
            using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Pages_WithoutAReader_SaySoInWords()
    {
        await using var app = WebApp.InMemory(site.Database, site.App.KeyFolder);
        app.Settings["CaseManager:StatisticsReader"] = "";
        using var advocate = await StaffClient.CreateAsync(app, Cancel, Core.Access.RoleName.Advocate);

        var page = await advocate.Http.GetPageAsync("/statistics", Cancel);

        Assert.Contains("CaseManager:StatisticsReader", page.QuerySelector("#cannot")!.TextContent, StringComparison.Ordinal);
    }

    private static string Unversioned(string address) => System.Text.RegularExpressions.Regex.Replace(address, @"\.[a-z0-9]{10}\.js$", ".js");

    private Uri Address(string rest) => new($"/statistics/{id}/{rest}", UriKind.Relative);
}
