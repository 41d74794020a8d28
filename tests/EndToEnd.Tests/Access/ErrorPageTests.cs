using CaseManager.EndToEnd.Tests.Casework;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

public sealed class ErrorPageTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    [Theory]
    [InlineData(390)]
    public async Task PublicPages_AndWhatStandsInForThem_AreAccessibleAndFit(int width)
    {
        await using var her = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 844 } });
        var page = await her.NewPageAsync();

        await page.GotoAsync(site.App.PublicUrl.ToString());
        await Assertions.Expect(page.Locator("body.js-enabled")).ToBeVisibleAsync();
        await Looks.TakeAsync(page, "public-start");
        await page.GotoAsync(new Uri(site.App.PublicUrl, "/plain").ToString());
        await Looks.TakeAsync(page, "public-plain");
        await page.Locator("main button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToBeVisibleAsync();
        await Looks.TakeAsync(page, "public-plain-refused");
        await page.GotoAsync(new Uri(site.App.PublicUrl, "/not-there").ToString());
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("There is no page here");
        await Assertions.Expect(page.Locator(".cm-exit__control")).ToBeVisibleAsync();
        await Looks.TakeAsync(page, "public-404");
        await page.GotoAsync("about:blank");
        await page.SetContentAsync($"<form method='post' enctype='text/plain' action='{new Uri(site.App.PublicUrl, "/plain")}'><button>Send</button></form>");
        await page.ClickAsync("button");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("We could not read what was sent");
        await Looks.TakeAsync(page, "public-400");
    }

    [Theory]
    [InlineData(390)]
    public async Task StaffPages_ThatAreNotThereOrNotHers_SaySo(int width)
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, width);
        await using var closing = chromium;
        await person.GoAsync("/not-there");
        await person.ShowsAsync("There is nothing here for you");
        await person.SignInAsync(site.Accounts.Single(one => one.Name == (width == 390 ? "wren" : "rowan")));

        Assert.Equal(404, (await person.GoAsync("/not-there"))!.Status);
        await person.ShowsAsync("There is nothing here for you");
        await person.LookAsync("404");
        Assert.Equal(403, (await person.GoAsync("/people"))!.Status);
        await person.ShowsAsync("This page is not yours to open");
        await person.LookAsync("403");
        Assert.Equal(404, (await person.GoAsync("/error/500"))!.Status);
        await person.GoAsync("/sign-out");
        await person.Page.EvaluateAsync("() => { document.querySelector('main form input[name=__RequestVerificationToken]').value = 'too old'; }");
        await person.Page.ClickAsync("main button[type=submit]");
        await person.ShowsAsync("This form can no longer be sent");
        await person.LookAsync("400");
    }
}
