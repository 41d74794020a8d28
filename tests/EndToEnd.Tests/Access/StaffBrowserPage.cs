using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.TestSupport;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

/// <summary>Somebody in front of the staff host, with or without an account.</summary>
public sealed class StaffBrowserPage(IPage page, WebApp app)
{
    public const string Passphrase = "seven herons wade slowly";
    private const float Slow = 60_000;

    public IPage Page => page;

    /// <summary>What the browser complained about: nothing, in a test that goes well.</summary>
    public List<string> Complaints { get; } = [];

    public ILocator Error => page.Locator("#error");

    public ILocator Summary => page.Locator(".govuk-error-summary");

    public ILocator Heading => page.Locator("h1:visible");

    /// <param name="width">Of the screen: 390 is a phone, 1280 a desk.</param>
    public static Task<(IBrowserContext Browser, StaffBrowserPage Page)> OpenAsync(ChromiumBrowser chromium, PracticeSite site, int width = 1280) =>
        OpenAsync(chromium, site.App, width);

    /// <param name="width">Of the screen: 390 is a phone, 1280 a desk.</param>
    public static async Task<(IBrowserContext Browser, StaffBrowserPage Page)> OpenAsync(ChromiumBrowser chromium, WebApp app, int width = 1280)
    {
        var person = await chromium.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 844 } });
        var page = await person.NewPageAsync();
        page.SetDefaultTimeout(Slow);
        var opened = new StaffBrowserPage(page, app);
        page.Console += (_, message) =>
        {
            // At sign-out the browser also tells what it cleared.
            if (message.Type is "error" or "warning")
            {
                opened.Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => opened.Complaints.Add(error);
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await opened.SetClockAsync();
        return (person, opened);
    }

    /// <summary>The browser's clock shows what the server's does.</summary>
    public Task SetClockAsync() => page.Context.Clock.SetFixedTimeAsync(app.Clock.GetUtcNow().UtcDateTime);

    public Task<IResponse?> GoAsync(string address) => page.GotoAsync(new Uri(app.StaffUrl, address).ToString());

    public async Task PasswordAsync(string name, string password)
    {
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", password);
        await page.ClickAsync("main button[type=submit]");
    }

    public async Task CodeAsync(string code)
    {
        await page.FillAsync("#code", code);
        await page.ClickAsync("main button[type=submit]");
    }

    /// <summary>A code that has not counted yet: moves both clocks to the next step.</summary>
    public async Task<string> NextCodeAsync(byte[] key)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await SetClockAsync();
        return StaffClient.CodeNow(app, key);
    }

    public async Task SignInAsync(PracticeAccount account)
    {
        await GoAsync("/sign-in");
        await PasswordAsync(account.Name, account.Password);
        await CodeAsync(await NextCodeAsync(Base32.Read(account.TotpKey)));
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }

    /// <summary>Signs in and opens her keys.</summary>
    public async Task SignInUnlockedAsync(PracticeAccount account)
    {
        await SignInAsync(account);
        await GoAsync("/keys");
        await UnlockAsync(account.Passphrase!);
        await ShowsAsync("Your keys are open");
    }

    public async Task UnlockAsync(string secret)
    {
        await page.FillAsync("#unlock-secret", secret);
        await page.ClickAsync("#unlock-form button[type=submit]");
    }

    /// <summary>Makes keys with a passphrase of her own, and keeps the code.</summary>
    /// <returns>The recovery code.</returns>
    public async Task<string> MakeKeysAsync(string passphrase = Passphrase)
    {
        await page.FillAsync("#passphrase", passphrase);
        await page.FillAsync("#passphrase-again", passphrase);
        await page.ClickAsync("#make-form button[type=submit]");
        await ShowsAsync("Put this on paper");
        return (await page.Locator("#recovery-code").TextContentAsync())!;
    }

    public async Task KeepCodeAsync(string code)
    {
        await page.FillAsync("#code-end", code[^4..]);
        await page.ClickAsync("#code-form button[type=submit]");
        await ShowsAsync("Your keys are made");
    }

    /// <summary>Waits until a page or a section with this heading is shown.</summary>
    public Task ShowsAsync(string heading, float timeout = Slow) => Assertions.Expect(Heading).ToHaveTextAsync(heading, new() { Timeout = timeout });

    /// <summary>Nothing wider than the screen, nothing an accessibility check objects to.</summary>
    public Task LookAsync(string name) => Looks.TakeAsync(page, $"access-{name}");
}
