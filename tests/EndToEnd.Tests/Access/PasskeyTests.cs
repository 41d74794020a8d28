using CaseManager.EndToEnd.Tests.Casework;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

public sealed class PasskeyTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const string Name = "مفتاح أزرق";

    [Fact]
    public async Task Passkey_FromAddingToRemoving_SignsInAndUnlocksWithOneTouchAndTellsNobodyItsSecret()
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, 390);
        await using var closing = chromium;
        var page = person.Page;
        var authenticator = await VirtualAuthenticator.PlugInAsync(page, prf: true);
        await person.SignInUnlockedAsync(site.Accounts.Single(one => one.Name == "wren"));

        await page.ClickAsync("#passkey-details summary");
        await page.ClickAsync("#passkey-form button");
        await person.Error.SaysAsync("Write what you call it");
        await person.LookAsync("passkey-add");
        await AddAsync(person, Name);
        await page.Locator("#keys-changed").SaysAsync("One touch signs you in and opens your keys");
        await page.Locator("#ways").SaysAsync(Name);
        await person.LookAsync("passkey-added");

        var other = await chromium.NewPageAsync();
        await OpenAsync(other, "/contacts");
        await page.ClickAsync("#lock-now");
        await person.ShowsAsync("Unlock");
        await other.WaitForURLAsync("**/keys?next=%2Fcontacts");
        await Assertions.Expect(page.Locator("#unlock-passkey-button")).ToBeFocusedAsync();
        await person.LookAsync("passkey-unlock");
        await page.Keyboard.PressAsync("Enter");
        await person.ShowsAsync("Your keys are open");

        await OpenAsync(other, "/contacts");
        await SignOutAsync(person);
        await other.WaitForURLAsync(url => !url.EndsWith("/contacts", StringComparison.Ordinal));
        await other.CloseAsync();
        var before = authenticator.Touches;
        await page.ClickAsync("#passkey-button");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("#lock-state")).ToHaveTextAsync("Unlocked");
        Assert.Equal(1, authenticator.Touches - before);

        await person.GoAsync("/keys");
        await page.Locator("#ways").SaysAsync("Last signed in");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Rename {Name}" }).ClickAsync();
        await page.Locator(".cm-way__rename input").FillAsync($"{new string('x', 50)} laptop");
        await person.LookAsync("passkey-rename");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the name" }).ClickAsync();
        await page.Locator("#keys-changed").SaysAsync("The name is changed");
        await page.Locator("#ways").SaysAsync("xx laptop");
        await page.Locator("[data-way=passkey]").GetByRole(AriaRole.Button, new() { NameRegex = new("^Remove") }).ClickAsync();
        await page.Locator("#keys-changed").SaysAsync("opens nothing any more");
        await Assertions.Expect(page.Locator("[data-way=passkey]")).ToHaveCountAsync(0);
        Assert.Empty(person.Complaints);

        await page.Locator("[data-way=passphrase]").GetByRole(AriaRole.Button, new() { NameRegex = new("^Remove") }).ClickAsync();
        await person.Error.SaysAsync("Keep at least two ways");
        await SignOutAsync(person);
        await page.ClickAsync("#passkey-button");
        await person.Error.SaysAsync("This passkey signs nobody in here");
        await person.LookAsync("passkey-refused");
        Assert.NotEmpty(authenticator.Secrets);
        authenticator.AssertNothingLeaked();
    }

    [Fact]
    public async Task Passkey_OfADeviceWithoutPrf_SignsInAndSaysThatItDoesNotUnlock()
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site);
        await using var closing = chromium;
        var page = person.Page;
        await VirtualAuthenticator.PlugInAsync(page, prf: false);
        await person.SignInUnlockedAsync(site.Accounts.Single(one => one.Name == "rowan"));

        await page.ClickAsync("#passkey-details summary");
        await AddAsync(person, "Old key");
        await page.Locator("#keys-changed").SaysAsync("it cannot open your keys");
        await page.Locator("#ways").SaysAsync("does not open your keys");
        await person.LookAsync("passkey-no-prf");
        await SignOutAsync(person);
        await page.ClickAsync("#passkey-button");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("#lock-state")).ToHaveTextAsync("Locked");
        await person.GoAsync("/keys");
        await Assertions.Expect(page.Locator("#unlock-secret")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#unlock-passkey")).ToBeHiddenAsync();
        Assert.Empty(person.Complaints);
    }

    private async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(new Uri(site.App.StaffUrl, address).ToString());
        await Assertions.Expect(page.Locator("#lock-state")).ToHaveTextAsync("Unlocked");
    }

    private static async Task AddAsync(StaffBrowserPage person, string name)
    {
        await person.Page.FillAsync("#passkey-name", name);
        await person.Page.ClickAsync("#passkey-form button");
    }

    private static async Task SignOutAsync(StaffBrowserPage person)
    {
        await person.Page.ClickAsync("#sign-out button");
        await person.ShowsAsync("Sign in");
    }
}
