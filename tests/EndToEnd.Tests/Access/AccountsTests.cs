using CaseManager.EndToEnd.Tests.Casework;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

public sealed class AccountsTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    [Theory]
    [InlineData(390)]
    public async Task Administrator_InvitesAgainWithdrawsAndCloses_AndSeesItInTheAudit(int width)
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, width);
        await using var closing = chromium;
        var page = person.Page;
        await person.SignInAsync(site.Accounts.Single(one => one.Name == "alder"));
        await person.GoAsync("/people");
        await person.LookAsync("people-administrator");

        await page.ClickAsync("text=Invite somebody");
        await person.LookAsync("invite");
        await page.ClickAsync("main form button");
        await person.Summary.SaysAsync("at least one role");
        await page.FillAsync("#name", $"kestrel-{width}");
        await page.CheckAsync("#role-caseworker");
        await page.ClickAsync("main form button");
        await person.ShowsAsync($"Invitation for kestrel-{width}");
        await person.LookAsync("invited");
        var first = await page.Locator("#invitation-link").TextContentAsync();
        await page.ClickAsync("text=Back to people");
        await page.Locator("tr", new() { HasText = $"kestrel-{width}" }).Locator("a").ClickAsync();
        await person.ShowsAsync($"kestrel-{width}");
        await person.LookAsync("account-invited");
        await page.ClickAsync("#again-form button");
        await person.ShowsAsync($"Invitation for kestrel-{width}");
        Assert.NotEqual(first, await page.Locator("#invitation-link").TextContentAsync());
        await page.ClickAsync("text=Back to people");
        await page.Locator("tr", new() { HasText = $"kestrel-{width}" }).Locator("a").ClickAsync();
        await page.ClickAsync("#withdraw-form button");
        await page.Locator("#account-state").SaysAsync("closed");
        await person.LookAsync("account-withdrawn");

        await person.GoAsync("/people");
        await page.GetByRole(AriaRole.Link, new() { Name = width == 390 ? "Finch" : "Birch", Exact = true }).ClickAsync();
        await person.LookAsync("account-active");
        await page.ClickAsync("#close-form button");
        await person.Summary.SaysAsync("Choose why");
        await page.CheckAsync("#reason-left");
        await page.ClickAsync("#close-form button");
        await page.Locator("#account-state").SaysAsync("closed");
        await page.Locator("#events li").First.SaysAsync("works here no longer");
        await page.Locator("#events li").First.SaysAsync("Alder");
        await person.LookAsync("account-closed");
        Assert.Empty(person.Complaints);
    }
}
