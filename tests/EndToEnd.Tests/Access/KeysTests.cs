using System.Text.RegularExpressions;
using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.EndToEnd.Tests.Hostile;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

public sealed partial class KeysTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    [Theory]
    [InlineData(390)]
    public async Task FirstKeys_MadeWithSlipsAndAReload_WaitForAnOfficer(int width)
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, width);
        await using var closing = chromium;
        var newcomer = await Newcomer.InviteAsync(site, $"first-keys-{width}", RoleName.Caseworker);
        await newcomer.AcceptAsync(person);
        await person.GoAsync("/keys");
        await person.ShowsAsync("Make your keys");
        await person.LookAsync("keys-make");

        await MakeAsync(person, "too short", "too short");
        await person.Error.SaysAsync("at least 16 characters");
        await MakeAsync(person, StaffBrowserPage.Passphrase, StaffBrowserPage.Passphrase + "s");
        await person.Error.SaysAsync("not the same");
        await person.LookAsync("keys-differ");
        var lost = await person.MakeKeysAsync();
        await person.LookAsync("keys-code");
        await person.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(person.Page.Locator("#recovery-code")).ToBeVisibleAsync();
        await Assertions.Expect(person.Page.Locator("#code-form")).ToBeHiddenAsync();
        await Screenshots.TakeAsync(person.Page, $"access-keys-paper-{width}");
        await person.Page.EmulateMediaAsync(new() { Media = Media.Null });

        await person.Page.ReloadAsync();
        await person.ShowsAsync("Make your keys");
        var code = await person.MakeKeysAsync();
        Assert.NotEqual(lost, code);
        await person.Page.FillAsync("#code-end", "ZZZZ");
        await person.Page.ClickAsync("#code-form button[type=submit]");
        await person.Error.SaysAsync("not how the code ends");
        await person.KeepCodeAsync(code);
        await Assertions.Expect(person.Page.Locator("#own-words")).ToHaveTextAsync(SixWords());
        await person.LookAsync("keys-waiting");
        Assert.Empty(person.Complaints);
    }

    [Theory]
    [InlineData(390)]
    public async Task Unlock_ByPassphraseOrPaper_OpensAndLocksAgain(int width)
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, width);
        await using var closing = chromium;
        var account = site.Accounts.Single(one => one.Name == (width == 390 ? "wren" : "rowan"));
        await person.SignInAsync(account);
        await person.GoAsync("/keys");
        await person.ShowsAsync("Unlock");
        await person.LookAsync("keys-unlock");

        await person.UnlockAsync("not the passphrase at all");
        await person.Error.SaysAsync("That opens nothing");
        await person.LookAsync("keys-unlock-refused");
        await person.UnlockAsync(account.RecoveryCode![..^1] + (account.RecoveryCode[^1] == 'Z' ? 'Y' : 'Z'));
        await person.Error.SaysAsync("That opens nothing");
        await person.UnlockAsync(account.Passphrase!);
        await person.ShowsAsync("Your keys are open");
        await Assertions.Expect(person.Page.Locator("#root-words")).ToHaveTextAsync(SixWords());
        await Assertions.Expect(person.Page.Locator("#lock-state")).ToHaveTextAsync("Unlocked");
        await person.LookAsync("keys-open");

        await person.Page.ReloadAsync();
        await person.ShowsAsync("Your keys are open");
        await person.Page.ClickAsync("#lock-now");
        await person.ShowsAsync("Unlock");
        await person.UnlockAsync(account.RecoveryCode.ToLowerInvariant().Replace('-', ' '));
        await person.ShowsAsync("Your keys are open");
        Assert.Empty(person.Complaints);
    }

    [Theory]
    [InlineData(390)]
    public async Task OpenKeys_NewPassphraseAndNewPaper_TheOldOnesOpenNothing(int width)
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, width);
        await using var closing = chromium;
        var account = site.Accounts.Single(one => one.Name == (width == 390 ? "birch" : "heron"));
        var page = person.Page;
        await person.SignInUnlockedAsync(account);

        await page.ClickAsync("#passphrase-details summary");
        await person.LookAsync("keys-change");
        await ChangeAsync(person, "too short");
        await person.Error.SaysAsync("at least 16 characters");
        await ChangeAsync(person, StaffBrowserPage.Passphrase);
        await page.Locator("#keys-changed").SaysAsync("Your new passphrase counts");
        await person.LookAsync("keys-changed");
        await LockAsync(person);
        await person.UnlockAsync(account.Passphrase!);
        await person.Error.SaysAsync("That opens nothing");
        await person.UnlockAsync(StaffBrowserPage.Passphrase);
        await person.ShowsAsync("Your keys are open");

        await page.ClickAsync("#code-details summary");
        await page.ClickAsync("#renew-code-form button");
        await person.ShowsAsync("Put this on paper");
        await person.LookAsync("keys-renew");
        var code = (await page.Locator("#recovery-code").TextContentAsync())!;
        await page.FillAsync("#code-end", code[^4..]);
        await page.ClickAsync("#code-form button[type=submit]");
        await page.Locator("#keys-changed").SaysAsync("Your new code counts");
        await LockAsync(person);
        await person.UnlockAsync(account.RecoveryCode!);
        await person.Error.SaysAsync("That opens nothing");
        await person.UnlockAsync(code);
        await person.ShowsAsync("Your keys are open");
        Assert.Empty(person.Complaints);
    }

    [Fact]
    [Trait(HostileListTests.Trait, "way-to-unlock-with-a-forged-signature")]
    public async Task Server_OffersAWayToUnlockThatSheDidNotMake_NothingIsSealedToIt()
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site);
        await using var closing = chromium;
        await person.SignInUnlockedAsync(site.Accounts.Single(one => one.Name == "linden"));
        var put = 0;
        await person.Page.RouteAsync("**/api/staff/keys", async route =>
        {
            put += route.Request.Method == "PUT" ? 1 : 0;
            var answer = await route.FetchAsync();
            var text = await answer.TextAsync();
            var signature = Signature().Match(text).Groups[1].Value;
            await route.FulfillAsync(new() { Response = answer, Body = text.Replace(signature, new string('A', signature.Length), StringComparison.Ordinal) });
        });

        await person.Page.ClickAsync("#passphrase-details summary");
        await ChangeAsync(person, StaffBrowserPage.Passphrase);

        await person.Error.SaysAsync("keys that are not yours");
        await person.LookAsync("keys-refused");
        Assert.Equal(0, put);
    }

    [Fact]
    public async Task IdleForFifteenMinutes_LocksAndComesBackWhereSheWas()
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site);
        await using var closing = chromium;
        var account = site.Accounts.Single(one => one.Name == "linden");
        await person.SignInUnlockedAsync(account);
        await person.GoAsync("/contacts");
        await Assertions.Expect(person.Page.Locator("#lock-state")).ToHaveTextAsync("Unlocked");

        site.App.Clock.Advance(TimeSpan.FromMinutes(15));
        await person.SetClockAsync();

        await person.Page.WaitForURLAsync("**/keys?next=%2Fcontacts");
        await person.ShowsAsync("Unlock");
        await person.UnlockAsync(account.Passphrase!);
        await person.Page.WaitForURLAsync("**/contacts");
    }

    [GeneratedRegex("^([a-z]+ ){5}[a-z]+$")]
    private static partial Regex SixWords();

    [GeneratedRegex("\"signature\":\"([^\"]+)\"")]
    private static partial Regex Signature();

    private static async Task LockAsync(StaffBrowserPage person)
    {
        await person.Page.ClickAsync("#lock-now");
        await person.ShowsAsync("Unlock");
    }

    private static async Task ChangeAsync(StaffBrowserPage person, string passphrase)
    {
        await person.Page.FillAsync("#new-passphrase", passphrase);
        await person.Page.FillAsync("#new-passphrase-again", passphrase);
        await person.Page.ClickAsync("#passphrase-form button[type=submit]");
    }

    private static async Task MakeAsync(StaffBrowserPage person, string passphrase, string again)
    {
        await person.Page.FillAsync("#passphrase", passphrase);
        await person.Page.FillAsync("#passphrase-again", again);
        await person.Page.ClickAsync("#make-form button[type=submit]");
    }
}
