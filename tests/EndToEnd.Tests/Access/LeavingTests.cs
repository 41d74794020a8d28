using System.Text.RegularExpressions;
using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.EndToEnd.Tests.Hostile;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

/// <summary>Somebody leaves, in two steps: her access ends at once, then the keys of every case are turned.</summary>
public sealed partial class LeavingTests(PracticeSite site, PracticeKeys keys, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const float Slow = 120_000;

    [Fact]
    public async Task Leaving_AccessEndsAtOnceAndEveryCaseGetsNewKeys_SheAndTheTeamGoOn()
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync("Told before somebody left.");
        var words = await survivor.SendAsync();
        await PracticeReports.SendAsync(site, keys.Genesis.RootKey, TestContext.Current.CancellationToken);
        await using var first = await browser.NewPersonAsync();
        var leaving = await site.SignInAsync(first, RoleName.Caseworker);
        var address = await OpenAsync(leaving, "Told before somebody left.");
        await leaving.TakeUpAsync();
        await leaving.WriteAsync("note", "Written by whoever left.");

        var (chromium, officer) = await StaffBrowserPage.OpenAsync(browser, site);
        await using var closing = chromium;
        await officer.SignInUnlockedAsync(site.Accounts.Single(one => one.Name == "heron"));
        await officer.GoAsync("/people");
        var row = officer.Page.Locator("tr[data-member]", new() { HasText = leaving.Account.Alias });
        // Case by case, so that the bar is seen; after two of four her browser dies.
        var (looked, turned, died) = (false, 0, new TaskCompletionSource());
        officer.Page.Close += (_, _) => died.TrySetResult();
        await officer.Page.RouteAsync("**/api/staff/cases/*/keys", async route =>
        {
            if (!looked)
            {
                looked = true;
                await Assertions.Expect(officer.Page.Locator("#turning-going")).ToBeVisibleAsync();
                await officer.LookAsync("people-turning");
            }

            if (route.Request.Method == "PUT" && ++turned == 3)
            {
                _ = officer.Page.CloseAsync();
                return;
            }

            await route.ContinueAsync();
        });
        await row.GetByRole(AriaRole.Button, new() { Name = "End membership" }).ClickAsync();
        await died.Task.WaitAsync(TimeSpan.FromMilliseconds(Slow), TestContext.Current.CancellationToken);

        // Another officer's goes on with what is left.
        var (others, other) = await StaffBrowserPage.OpenAsync(browser, site);
        await using var closingOthers = others;
        await other.SignInUnlockedAsync(site.Accounts.Single(one => one.Name == "linden"));
        await other.GoAsync("/people");
        // How many are left depends on what was on its way when the page died.
        await Assertions.Expect(other.Page.Locator("#turning-done")).ToContainTextAsync(SomeWereLeft(), new() { Timeout = Slow });
        await other.LookAsync("people-turned");
        await Assertions.Expect(other.Page.Locator("tr[data-member]", new() { HasText = leaving.Account.Alias })).ToContainTextAsync("ended");

        await leaving.GoAsync(address);
        await leaving.Page.WaitForURLAsync("**/sign-in**");

        await survivor.ComeBackAsync(words);
        await survivor.Page.FillAsync("#case-write", "Written by her afterwards.");
        await survivor.Page.ClickAsync("#case-write-form button[type=submit]");
        await Assertions.Expect(survivor.Page.Locator("#case-messages")).ToContainTextAsync("Written by her afterwards.", new() { Timeout = Slow });
        await using var second = await browser.NewPersonAsync();
        var colleague = await site.SignInAsync(second, RoleName.Caseworker, which: 1);
        Assert.Equal(address, await OpenAsync(colleague, "Told before somebody left."));
        await Assertions.Expect(colleague.Page.Locator("#note-list")).ToContainTextAsync("Written by whoever left.");
        await Assertions.Expect(colleague.Page.Locator("#message-list")).ToContainTextAsync("Written by her afterwards.");
        await colleague.TakeUpAsync();
        await colleague.WriteAsync("note", "And on.");
        await Assertions.Expect(colleague.Page.Locator("#refused")).ToBeHiddenAsync();
        Assert.Empty(other.Complaints);
        Assert.Empty(colleague.Complaints);
    }

    [Fact]
    public async Task Officer_AfterThirtyDays_TurnsTheTeamsKeyWithoutAskingForIt()
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync("Told to the older key.");
        await survivor.SendAsync();
        site.App.Clock.Advance(TimeSpan.FromDays(31));
        await using var person = await browser.NewPersonAsync();
        var officer = await site.SignInAsync(person, RoleName.Supervisor, which: 1);

        await Assertions.Expect(officer.Page.Locator("#turning-done")).ToContainTextAsync("All keys are turned", new() { Timeout = Slow });

        await OpenAsync(officer, "Told to the older key.");
        Assert.Empty(officer.Complaints);
    }

    private static async Task<string> OpenAsync(CaseworkerPage person, string story)
    {
        await person.GoAsync("/cases?queue=all");
        var link = person.Page.Locator("tr[data-case]", new() { HasText = story }).Locator("a");
        var address = (await link.GetAttributeAsync("href", new() { Timeout = Slow }))!;
        await person.OpenCaseAsync(address);
        return address;
    }

    [GeneratedRegex(@"All keys are turned\. Cases in this run: [1-9]")]
    private static partial Regex SomeWereLeft();
}
