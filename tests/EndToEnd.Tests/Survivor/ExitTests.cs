using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Survivor;

public sealed class ExitTests(SurvivorSite site, ChromiumBrowser browser) : IClassFixture<SurvivorSite>
{
    [Fact]
    public async Task Exit_OnEveryStep_ComesFirstAndStaysInSight()
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 600 } });
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(survivor.Page.Locator(".cm-exit__control")).ToBeFocusedAsync();

        await survivor.FillInAsync(onStep: async step =>
        {
            var first = await survivor.Page.EvaluateAsync<string>("document.querySelector('a, button, input, textarea, select, summary').className");
            await survivor.Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
            Assert.Equal("cm-exit__control", first);
            await Assertions.Expect(survivor.Page.Locator(".cm-exit__control")).ToBeInViewportAsync();
        });
    }

    [Fact]
    public async Task Exit_Clicked_LeavesAtOnceAndBackShowsAnEmptyFirstStep()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync("Nobody may see this.");
        var told = survivor.Page.WaitForRequestAsync("**/exit");

        await survivor.Page.ClickAsync(".cm-exit__control");
        await told;
        await survivor.Page.WaitForURLAsync(SurvivorBrowserPage.Neutral);
        await survivor.Page.GoBackAsync();

        await survivor.ExpectAsync("start");
        Assert.Equal("", await survivor.Page.InputValueAsync("#story"));
        Assert.Equal("", await survivor.Page.InputValueAsync("#links"));
    }

    [Fact]
    public async Task Exit_ShiftThreeTimes_Leaves()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);

        for (var press = 0; press < 3; press++)
        {
            await survivor.Page.Keyboard.PressAsync("Shift");
        }

        await Assertions.Expect(survivor.Page).ToHaveURLAsync(SurvivorBrowserPage.Neutral, new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Exit_ShiftWhileWritingCapitals_DoesNotLeave()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.Page.ClickAsync("[data-go=return]");
        await survivor.Page.FocusAsync("#return-words");

        foreach (var letter in "ABCDE")
        {
            await survivor.Page.Keyboard.PressAsync($"Shift+{letter}");
        }

        Assert.Equal("ABCDE", await survivor.Page.InputValueAsync("#return-words"));
        await survivor.ExpectAsync("return");
    }
}
