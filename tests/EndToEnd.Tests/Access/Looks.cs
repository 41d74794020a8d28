using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

/// <summary>A look at a page as it is now.</summary>
public static class Looks
{
    private const int Phone = 390;
    private const int Desk = 1280;

    /// <summary>Waits until this part of the page says so.</summary>
    public static Task SaysAsync(this ILocator where, string text) =>
        Assertions.Expect(where).ToContainTextAsync(text, new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });

    /// <summary>
    /// Fails when something is wider than the screen, or an accessibility check objects. A walk at one width is looked at in the
    /// other as well: what a page does is the same, only where things stand differs.
    /// </summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        var (width, height) = (page.ViewportSize!.Width, page.ViewportSize.Height);
        Assert.Empty((await page.RunAxe()).Violations);
        foreach (var one in new[] { width, width == Desk ? Phone : Desk })
        {
            await page.SetViewportSizeAsync(one, height);
            await Screenshots.TakeAsync(page, $"{name}-{one}");
            Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{name} is too wide at {one}");
        }

        await page.SetViewportSizeAsync(width, height);
    }
}
