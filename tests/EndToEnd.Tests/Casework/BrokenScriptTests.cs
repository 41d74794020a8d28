using System.Text.RegularExpressions;
using CaseManager.Core.Access;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>A staff page whose script does not start says so, instead of waiting for ever.</summary>
public sealed partial class BrokenScriptTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task Page_ScriptMissingOrBrokenOrWithoutWebCrypto_SaysWhatToDo()
    {
        await using var person = await browser.NewPersonAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        var page = (await site.SignInAsync(person, RoleName.Caseworker)).Page;
        var notStarted = page.Locator(".cm-watchdog");
        await Assertions.Expect(notStarted).ToBeHiddenAsync();

        foreach (var (status, script) in new[] { (404, ""), (200, "throw new Error('broken');"), (200, "this is no script") })
        {
            await page.RouteAsync(MainScript(), route => route.FulfillAsync(new() { Status = status, Body = script, ContentType = "text/javascript" }));
            await page.GotoAsync(new Uri(site.App.StaffUrl, "/keys").ToString());
            await Assertions.Expect(notStarted).ToBeVisibleAsync(new() { Timeout = 20_000 });
            await Assertions.Expect(notStarted).ToContainTextAsync("has not fully started");
            await page.UnrouteAllAsync();
        }

        await Screenshots.TakeAsync(page, "staff-not-started");
        await page.AddInitScriptAsync("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });");
        await page.GotoAsync(new Uri(site.App.StaffUrl, "/cases").ToString());

        await Assertions.Expect(page.Locator("#no-lock")).ToContainTextAsync("cannot open or seal");
        await Screenshots.TakeAsync(page, "staff-no-lock");
    }

    [GeneratedRegex(@"/built/staff\.[^/]*js$")]
    private static partial Regex MainScript();
}
