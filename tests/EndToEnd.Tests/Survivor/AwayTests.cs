using CaseManager.Core.Reports;
using CaseManager.TestSupport;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Survivor;

/// <summary>She presses send while something between her and the rows is away; on a server of its own, since it is stopped.</summary>
public sealed class AwayTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private const string Story = "It must not be lost: äöü ✓ 漢字";

    private readonly PostgresServer _server = new();
    private SurvivorSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _site = new SurvivorSite(_server);
        await _site.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _site.App.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Send_PostgresAway_SaysSoCalmlyAndArrivesOnceWhenItIsBack()
    {
        await using var person = await browser.NewPersonAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        var survivor = await SurvivorBrowserPage.OpenAsync(person, _site.App, SurvivorBrowserPage.HurryAsync);
        await survivor.FillInAsync(Story);
        await _server.StopAsync();

        await survivor.Shown("button[type=submit]").First.DblClickAsync();
        await ExpectStoppedAsync(survivor, "away-postgres");
        await _server.StartAgainAsync(Cancel);
        await survivor.Page.DblClickAsync("#sending-again");

        await ExpectArrivedOnceAsync(survivor);
    }

    [Fact]
    public async Task Send_PostgresRestartsMeanwhile_GoesOnByItself()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, _site.App);
        await survivor.FillInAsync(Story);
        await _server.StopAsync();

        await survivor.ContinueAsync();
        await Assertions.Expect(survivor.Page.Locator("#sending-words")).ToContainTextAsync("We keep trying", new() { Timeout = 30_000 });
        await _server.StartAgainAsync(Cancel);

        await ExpectArrivedOnceAsync(survivor);
    }

    [Fact]
    public async Task Send_ConnectionDropped_SaysSoCalmlyAndArrivesOnceWhenItIsBack()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, _site.App, SurvivorBrowserPage.HurryAsync);
        await survivor.FillInAsync(Story);
        await person.SetOfflineAsync(true);

        await survivor.Shown("button[type=submit]").First.DblClickAsync();
        await ExpectStoppedAsync(survivor, "away-connection");
        await person.SetOfflineAsync(false);
        await survivor.Page.DblClickAsync("#sending-again");

        await ExpectArrivedOnceAsync(survivor);
    }

    [Fact]
    public async Task Return_PostgresAway_SaysSoAndKeepsHerWords()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, _site.App, SurvivorBrowserPage.HurryAsync);
        await survivor.FillInAsync(Story);
        var words = string.Join(' ', await survivor.SendAsync());
        await survivor.Page.GotoAsync(_site.App.PublicUrl.ToString());
        await survivor.Page.ClickAsync("[data-go=return]");
        await survivor.Page.FillAsync("#return-words", words);
        await _server.StopAsync();

        await survivor.ContinueAsync();
        await Assertions.Expect(survivor.Page.Locator("#return-words-error")).ToContainTextAsync("could not reach our computers", new() { Timeout = 60_000 });
        Assert.Equal(words, await survivor.Page.InputValueAsync("#return-words"));
        await _server.StartAgainAsync(Cancel);
        await survivor.ContinueAsync();

        await survivor.ExpectAsync("case", seconds: 60);
    }

    [Fact]
    public async Task PlainForm_PostgresAway_KeepsEverythingTypedAndArrivesOnceWhenItIsBack()
    {
        await using var person = await browser.NewPersonAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        var page = await person.NewPageAsync();
        await page.GotoAsync(new Uri(_site.App.PublicUrl, "/plain").ToString());
        await page.FillAsync("#Story", Story);
        await page.CheckAsync("#Danger-threat");
        await page.CheckAsync("#SendLinks");
        await _server.StopAsync();

        await page.ClickAsync("form button[type=submit]");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("has not arrived yet");
        await Screenshots.TakeAsync(page, "away-plain");
        Assert.Empty((await page.RunAxe()).Violations);
        Assert.Equal(Story, await page.InputValueAsync("#Story"));
        await Assertions.Expect(page.Locator("#Danger-threat")).ToBeCheckedAsync();
        await _server.StartAgainAsync(Cancel);
        await page.ClickAsync("form button[type=submit]");

        await Assertions.Expect(page.Locator("[data-receipt=words] li")).ToHaveCountAsync(8);
        Assert.Equal(1, await CountReportsAsync());
    }

    [Fact]
    public async Task Page_PostgresAway_SaysSoAndHasTheWayOut()
    {
        await using var person = await browser.NewPersonAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        var page = await person.NewPageAsync();
        await _server.StopAsync();

        var answer = await page.GotoAsync(new Uri(_site.App.PublicUrl, "/plain").ToString());

        Assert.Equal(503, answer!.Status);
        Assert.Equal("5", answer.Headers["retry-after"]);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Nothing that was saved is lost");
        await Assertions.Expect(page.Locator("a").First).ToHaveAttributeAsync("href", "/exit");
        await Screenshots.TakeAsync(page, "away-page");
        Assert.Empty((await page.RunAxe()).Violations);
    }

    private static async Task ExpectStoppedAsync(SurvivorBrowserPage survivor, string name)
    {
        await Assertions.Expect(survivor.Page.Locator("#sending-stopped")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(survivor.Page.Locator("#sending-reason")).ToContainTextAsync("We could not reach our computers");
        Assert.Equal(Story, await survivor.Page.InputValueAsync("#story"));
        Assert.Empty((await survivor.Page.RunAxe()).Violations);
        await Screenshots.TakeAsync(survivor.Page, name);
    }

    private async Task ExpectArrivedOnceAsync(SurvivorBrowserPage survivor)
    {
        var words = await survivor.ReadReceiptAsync();
        Assert.Equal(1, await CountReportsAsync());
        await survivor.ComeBackAsync(words);
        await Assertions.Expect(survivor.Page.Locator("#case-own")).ToContainTextAsync(Story);
    }

    private async Task<int> CountReportsAsync()
    {
        await using var database = _site.Database.Open();
        return await database.Set<Report>().CountAsync(Cancel);
    }
}
