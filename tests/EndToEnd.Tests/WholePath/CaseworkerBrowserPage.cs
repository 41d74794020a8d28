using CaseManager.Local.Practice;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.WholePath;

/// <summary>A caseworker in front of the staff pages.</summary>
public sealed class CaseworkerBrowserPage(IPage page, PracticeRun run)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    public IPage Page => page;

    /// <summary>What the browser complained about.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Signs in with password and code, and unlocks the keys.</summary>
    public static async Task<CaseworkerBrowserPage> SignInAsync(IBrowserContext person, PracticeRun run, string alias)
    {
        var page = await person.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var caseworker = new CaseworkerBrowserPage(page, run);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                caseworker.Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => caseworker.Complaints.Add(error);
        await caseworker.SignInAsync(run.Account(alias));
        return caseworker;
    }

    public Task OpenAsync(string path) => page.GotoAsync($"{run.Ports.StaffUrl}{path}");

    /// <summary>Opens the case whose card says this, from a queue.</summary>
    public async Task OpenCaseAsync(string queue, string card)
    {
        await OpenAsync($"/cases?queue={queue}");
        await page.Locator("tbody tr", new PageLocatorOptions { HasText = card }).Locator("a").First.ClickAsync();
        await ExpectAsync(page.GetByRole(AriaRole.Heading, new() { Name = "How to reach her safely" }));
    }

    /// <summary>Records what a recipient answered.</summary>
    public async Task RecordAnswerAsync(string text)
    {
        var answer = page.Locator("details:has([id^=answer-text-])").First;
        await answer.Locator("summary").ClickAsync();
        await answer.Locator("textarea").FillAsync(text);
        await answer.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#notice-list")).ToContainTextAsync(text, new() { Timeout = 60_000 });
    }

    public Task PressAsync(string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public ILocator Section(string heading) => page.Locator("section", new PageLocatorOptions { HasText = heading }).Last;

    public Task ExpectTextAsync(string text) => ExpectAsync(page.GetByText(text).First);

    public static Task ExpectAsync(ILocator place) => Assertions.Expect(place).ToBeVisibleAsync(Patiently);

    private async Task SignInAsync(PracticeAccount account)
    {
        await OpenAsync("/sign-in");
        await page.GetByLabel("Sign-in name").FillAsync(account.Name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(account.Password);
        await PressAsync("Continue");
        var code = page.Locator("input[autocomplete=one-time-code]");
        await code.FillAsync(account.CodeAt(TimeProvider.System.GetUtcNow()));
        await page.Locator("main button[type=submit]").ClickAsync();
        await ExpectAsync(page.GetByText("Sign out"));
        await OpenAsync("/keys");
        await page.FillAsync("#unlock-secret", account.Passphrase!);
        await page.ClickAsync("#unlock-form button[type=submit]");
        await ExpectAsync(page.Locator("#keys-open"));
    }
}
