using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

/// <summary>A look at a page as it is now.</summary>
public static class Looks
{
    /// <summary>Waits until this part of the page says so.</summary>
    public static Task SaysAsync(this ILocator where, string text) =>
        Assertions.Expect(where).ToContainTextAsync(text, new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });

    /// <summary>Fails when something is wider than the screen, or an accessibility check objects.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        await Screenshots.TakeAsync(page, $"{name}-{page.ViewportSize!.Width}");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{name} is too wide");
        Assert.Empty((await page.RunAxe()).Violations);
    }
}
