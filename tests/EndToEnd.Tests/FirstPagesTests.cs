using CaseManager.TestSupport;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests;

public sealed class FirstPagesTests(DatabaseFixture fixture, ChromiumBrowser browser) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private readonly WebApp app = WebApp.OnPorts(fixture.Database);

    [Theory]
    [InlineData("public", 320)]
    [InlineData("public", 1280)]
    [InlineData("staff", 1280)]
    public async Task FirstPage_InChromium_IsStyledAccessibleAndWithoutAnyComplaint(string site, int width)
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        var page = await person.NewPageAsync();
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync((site == "public" ? app.PublicUrl : new Uri(app.StaffUrl, "/sign-in")).ToString());

        await Assertions.Expect(page.Locator("body.js-enabled")).ToBeVisibleAsync();
        var font = await page.Locator("h1:visible").EvaluateAsync<string>("heading => getComputedStyle(heading).fontFamily");
        var tooWide = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth");
        var findings = await page.RunAxe();
        Assert.StartsWith("system-ui", font, StringComparison.Ordinal);
        Assert.False(tooWide);
        Assert.Empty(findings.Violations);
        Assert.Empty(complaints);
        await Screenshots.TakeAsync(page, $"first-{site}-{width}");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
