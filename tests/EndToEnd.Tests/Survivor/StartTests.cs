using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Survivor;

/// <summary>Whatever becomes of the script, the words are there and so is a way to report.</summary>
public sealed partial class StartTests(SurvivorSite site, ChromiumBrowser browser) : IClassFixture<SurvivorSite>
{
    [Fact]
    public async Task FirstPage_WithoutScript_SaysEverythingAndStartsThePlainForm()
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = (await SurvivorBrowserPage.OpenAsync(person, site.App, waitForScript: false)).Page;

        await Assertions.Expect(page.Locator("noscript p")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-step=start] h2")).ToHaveCountAsync(6);
        await page.ClickAsync(".cm-start");

        Assert.EndsWith("/plain", page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, "throw new Error('broken');")]
    [InlineData(200, "this is no script")]
    public async Task FirstPage_ScriptMissingOrBroken_ShowsThePlainFormByItself(int status, string script)
    {
        await using var person = await browser.NewPersonAsync();
        var page = (await SurvivorBrowserPage.OpenAsync(
            person,
            site.App,
            opened => opened.RouteAsync(MainScript(), route => route.FulfillAsync(new RouteFulfillOptions { Status = status, Body = script, ContentType = "text/javascript" })),
            waitForScript: false)).Page;

        await Assertions.Expect(page.Locator(".cm-watchdog a[href='/plain']")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 10_000 });
        await page.ClickAsync(".cm-start");

        Assert.EndsWith("/plain", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstPage_BrowserCannotSeal_SaysSoAndStartsThePlainForm()
    {
        await using var person = await browser.NewPersonAsync();
        var page = (await SurvivorBrowserPage.OpenAsync(
            person,
            site.App,
            opened => opened.AddInitScriptAsync("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });"))).Page;

        await Assertions.Expect(page.Locator("#no-lock a[href='/plain']")).ToBeVisibleAsync();
        await page.ClickAsync(".cm-start");

        Assert.EndsWith("/plain", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstPage_ScriptRuns_NeverShowsTheWatchdog()
    {
        await using var person = await browser.NewPersonAsync();
        var page = (await SurvivorBrowserPage.OpenAsync(person, site.App)).Page;

        await Assertions.Expect(page.Locator(".cm-watchdog")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task EveryStep_TextTwiceAsLargeOnASmallPhone_StaysWithinTheScreen()
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 320, Height = 640 } });
        var page = (await SurvivorBrowserPage.OpenAsync(person, site.App)).Page;
        await page.EvaluateAsync("() => { document.documentElement.style.fontSize = '200%'; for (const step of document.querySelectorAll('[data-step]')) step.hidden = false; }");

        var wide = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[data-step] *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.id || e.className || e.tagName)");

        await Screenshots.TakeAsync(page, "large-text");
        Assert.Empty(wide);
    }

    [Fact]
    public async Task PlainForm_HasTheSameWayOut()
    {
        await using var person = await browser.NewPersonAsync();
        var page = (await SurvivorBrowserPage.OpenAsync(person, site.App)).Page;
        await page.GotoAsync(new Uri(site.App.PublicUrl, "/plain").ToString());

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".cm-exit__control")).ToBeFocusedAsync();
        await Screenshots.TakeAsync(page, "plain");
        Assert.Empty((await page.RunAxe()).Violations);
        await page.ClickAsync(".cm-exit__control");

        await page.WaitForURLAsync(SurvivorBrowserPage.Neutral);
    }

    [GeneratedRegex(@"/built/public\.(?!exit)[^/]*js$")]
    private static partial Regex MainScript();
}
