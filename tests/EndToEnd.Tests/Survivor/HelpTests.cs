using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Survivor;

/// <summary>The page of helplines, for somebody who has nothing but a browser.</summary>
public sealed class HelpTests(SurvivorSite site, ChromiumBrowser browser) : IClassFixture<SurvivorSite>
{
    [Theory]
    [InlineData(320, true)]
    [InlineData(1280, true)]
    [InlineData(320, false)]
    public async Task Help_AtThisWidth_IsAccessibleAndAsksNobodyElse(int width, bool script)
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, JavaScriptEnabled = script });
        var page = await person.NewPageAsync();
        List<string> complaints = [], asked = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        page.Request += (_, request) => asked.Add(request.Url);

        await page.GotoAsync(new Uri(site.App.PublicUrl, "/help").ToString());
        await Screenshots.TakeAsync(page, $"help-{width}-{script}");
        await page.ClickAsync("#choose summary");
        await page.ClickAsync("button[value=DE]");

        Assert.EndsWith("/help?country=DE", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("#danger [data-service='de-112']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#adults [data-service='de-hilfetelefon']")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, $"help-country-{width}-{script}");
        Assert.All(asked, address => Assert.StartsWith(site.App.PublicUrl.ToString(), address, StringComparison.Ordinal));
        Assert.Empty(await person.CookiesAsync());
        if (script)
        {
            await page.GotoAsync(new Uri(site.App.PublicUrl, "/help").ToString());
            await page.EvaluateAsync("() => { for (const part of document.querySelectorAll('details')) part.open = true; }");
            await Screenshots.TakeAsync(page, $"help-open-{width}");
            Assert.Empty((await page.RunAxe()).Violations);
            Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
            Assert.Empty(complaints);
        }
    }

    [Fact]
    public async Task Help_TextTwiceAsLargeOnASmallPhone_StaysWithinTheScreen()
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 320, Height = 640 } });
        var page = await person.NewPageAsync();
        await page.GotoAsync(new Uri(site.App.PublicUrl, "/help").ToString());
        await page.EvaluateAsync("() => { document.documentElement.style.fontSize = '200%'; for (const part of document.querySelectorAll('details')) part.open = true; }");

        var wide = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.id || e.className || e.tagName)");

        await Screenshots.TakeAsync(page, "help-large-text");
        Assert.Empty(wide);
    }

    [Fact]
    public async Task Help_Keyboard_FindsTheWayOutFirst()
    {
        await using var person = await browser.NewPersonAsync();
        var page = await person.NewPageAsync();
        await page.GotoAsync(new Uri(site.App.PublicUrl, "/help").ToString());

        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(page.Locator(".cm-exit__control")).ToBeFocusedAsync();
    }
}
