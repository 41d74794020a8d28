using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Casework;

namespace CaseManager.EndToEnd.Tests.Access;

public sealed class SignInTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    [Theory]
    [InlineData(390)]
    public async Task SigningIn_WithSlips_SaysWhatToDoAndGoesOn(int width)
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, width);
        await using var closing = chromium;
        var account = site.Accounts.Single(one => one.Name == (width == 390 ? "wren" : "rowan"));
        await person.GoAsync("/people");
        await person.ShowsAsync("Sign in");
        await person.LookAsync("sign-in");

        await person.PasswordAsync(account.Name, "not her password");
        await person.Summary.SaysAsync("do not belong together");
        await Microsoft.Playwright.Assertions.Expect(person.Page.Locator("#name")).ToHaveValueAsync(account.Name);
        await person.LookAsync("sign-in-refused");
        await person.PasswordAsync(account.Name, account.Password);
        await person.ShowsAsync("Enter the code from your phone");
        await person.LookAsync("code");
        await person.CodeAsync("000000");
        await person.Summary.SaysAsync("This code is not right");
        await person.LookAsync("code-refused");
        await person.CodeAsync(await person.NextCodeAsync(Base32.Read(account.TotpKey)));

        // A caseworker wanted a page that is not hers.
        await person.ShowsAsync("This page is not yours to open");
    }

    [Fact]
    public async Task TooManyWrongCodes_SayThatTheAccountRestsAndForHowLong()
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, 390);
        await using var closing = chromium;
        var account = site.Accounts.Single(one => one.Name == "finch");
        await person.GoAsync("/sign-in");
        await person.PasswordAsync(account.Name, account.Password);

        for (var tries = 0; tries < AccessServices.TriesBeforeRest; tries++)
        {
            await person.CodeAsync("000000");
        }

        await person.Summary.SaysAsync("The account rests for 15 minutes");
        await person.LookAsync("code-rest");
        await person.GoAsync("/sign-in");
        await person.PasswordAsync(account.Name, account.Password);
        await person.Summary.SaysAsync("rests for 15 minutes");
        await person.LookAsync("sign-in-rest");
    }

    [Fact]
    public async Task SigningOut_LeavesNothingOpenInThisBrowser()
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site);
        await using var closing = chromium;
        var account = site.Accounts.Single(one => one.Name == "heron");
        await person.SignInUnlockedAsync(account);
        var (before, after) = ("", "");
        before = await RememberedAsync(person);

        await person.Page.ClickAsync("#sign-out button");
        await person.ShowsAsync("Sign in");
        after = await RememberedAsync(person);
        await person.GoAsync("/keys");

        await person.ShowsAsync("Sign in");
        Assert.Equal("head,key,root,seed", before);
        Assert.Equal("head,root", after);
        Assert.Empty(person.Complaints);
    }

    /// <summary>The names of what the staff host keeps in this browser.</summary>
    private static Task<string> RememberedAsync(StaffBrowserPage person) => person.Page.EvaluateAsync<string>(
        """
        () => new Promise((resolve, reject) => {
          const opening = indexedDB.open("casemanager");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const keys = opening.result.transaction("device").objectStore("device").getAllKeys();
            keys.onsuccess = () => { opening.result.close(); resolve(keys.result.sort().join(",")); };
          };
        })
        """);
}
