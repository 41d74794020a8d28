using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.EndToEnd.Tests.Hostile;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

public sealed class AdmissionTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    [Theory]
    [InlineData(390)]
    public async Task Newcomer_AdmittedByAnOfficer_OpensTheQueueAndACase(int width)
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync($"She told it at {width}.");
        await survivor.SendAsync();
        var (newChromium, person) = await StaffBrowserPage.OpenAsync(browser, site, width);
        await using var closingNew = newChromium;
        var newcomer = await WaitingAsync(person, $"arriving-{width}");
        var words = await person.Page.Locator("#own-words").TextContentAsync();
        await person.GoAsync("/cases");
        await Assertions.Expect(person.Page.Locator("#queue-locked")).ToBeVisibleAsync();
        var (chromium, officer) = await OfficerAsync(width);
        await using var closing = chromium;

        var card = CardOf(officer, newcomer);
        await Assertions.Expect(card.Locator(".cm-words")).ToHaveTextAsync(words!);
        await officer.LookAsync("people-waiting");
        await card.GetByRole(AriaRole.Button, new() { Name = "Admit" }).ClickAsync();
        await officer.Error.SaysAsync("Compare the six words first");
        await card.GetByLabel("read out the same six words").CheckAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Admit" }).ClickAsync();
        await Assertions.Expect(officer.Page.Locator("tr[data-member]", new() { HasText = newcomer.Name })).ToContainTextAsync("admitted");
        await officer.LookAsync("people-admitted");

        await person.GoAsync("/cases?queue=all");
        await Assertions.Expect(person.Page.Locator("#queue-progress")).ToContainTextAsync("in this browser only", new() { Timeout = 60_000 });
        await person.Page.Locator("tr[data-case]", new() { HasText = $"She told it at {width}." }).Locator("a").ClickAsync();
        await Assertions.Expect(person.Page.Locator("#case-body")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Empty(person.Complaints);
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    [Trait(HostileListTests.Trait, "another-key-for-somebody-who-waits")]
    public async Task Server_OffersAnotherKeyForTheOneWhoWaits_TheSixWordsDifferAndNothingIsAdmitted()
    {
        var (newChromium, person) = await StaffBrowserPage.OpenAsync(browser, site);
        await using var closingNew = newChromium;
        var newcomer = await WaitingAsync(person, "swapped");
        var words = await person.Page.Locator("#own-words").TextContentAsync();
        var (chromium, officer) = await OfficerAsync(1280, async page => await page.RouteAsync("**/api/staff/waiting", async route =>
        {
            var answer = await route.FetchAsync();
            var text = await answer.TextAsync();
            var key = System.Text.RegularExpressions.Regex.Match(text, "\"recipientKey\":\"([^\"]+)\"").Groups[1].Value;
            await route.FulfillAsync(new() { Response = answer, Body = text.Replace(key, key[..^9] + (key[^9] == 'A' ? 'B' : 'A') + key[^8..], StringComparison.Ordinal) });
        }));
        await using var closing = chromium;

        var card = CardOf(officer, newcomer);
        await Assertions.Expect(card.Locator(".cm-words")).Not.ToHaveTextAsync(words!);
        await card.GetByLabel("read out the same six words").CheckAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Admit" }).ClickAsync();

        await officer.Error.SaysAsync("not the keys");
        await officer.LookAsync("people-swapped");
        Assert.Equal("waiting", await KeysStateAsync(person));
    }

    private async Task<Newcomer> WaitingAsync(StaffBrowserPage person, string name)
    {
        var newcomer = await Newcomer.InviteAsync(site, name, RoleName.Caseworker);
        await newcomer.AcceptAsync(person);
        await person.GoAsync("/keys");
        await person.KeepCodeAsync(await person.MakeKeysAsync());
        return newcomer;
    }

    private async Task<(IBrowserContext Chromium, StaffBrowserPage Officer)> OfficerAsync(int width, Func<IPage, Task>? before = null)
    {
        var (chromium, officer) = await StaffBrowserPage.OpenAsync(browser, site, width);
        await officer.SignInUnlockedAsync(site.Accounts.Single(one => one.Name == "heron"));
        await (before?.Invoke(officer.Page) ?? Task.CompletedTask);
        await officer.GoAsync("/people");
        await Assertions.Expect(officer.Page.Locator("#waiting")).ToBeVisibleAsync();
        return (chromium, officer);
    }

    private static ILocator CardOf(StaffBrowserPage officer, Newcomer newcomer) =>
        officer.Page.Locator("#waiting-list form", new() { HasText = newcomer.Alias });

    private static Task<string> KeysStateAsync(StaffBrowserPage person) =>
        person.Page.EvaluateAsync<string>("async () => (await (await fetch('/api/staff/me')).json()).keys");
}
