using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Access;
using CaseManager.TestSupport;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>A caseworker in front of the staff pages.</summary>
public sealed class CaseworkerPage(IPage page, WebApp app, PracticeAccount account)
{
    private const float Slow = 60_000;

    public IPage Page => page;

    public PracticeAccount Account => account;

    /// <summary>What the browser complained about: nothing, in a test that goes well.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Something stands in the browser's console.</summary>
    public void Hear(string message)
    {
        // A test that types before the page is whole has the cursor already; a person would not notice.
        if (!message.StartsWith("Autofocus processing was blocked", StringComparison.Ordinal))
        {
            Complaints.Add(message);
        }
    }

    public static async Task<CaseworkerPage> SignInAsync(IBrowserContext person, WebApp app, PracticeAccount account)
    {
        // A code counts once; the browser's clock is the server's, which stands still.
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await person.Clock.SetFixedTimeAsync(app.Clock.GetUtcNow().UtcDateTime);
        var page = await person.NewPageAsync();
        page.SetDefaultTimeout(Slow);
        var caseworker = new CaseworkerPage(page, app, account);
        page.Console += (_, message) => caseworker.Hear(message.Text);
        page.PageError += (_, error) => caseworker.Complaints.Add(error);
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await caseworker.GoAsync("/sign-in");
        await page.FillAsync("input[name=Name]", account.Name);
        await page.FillAsync("input[name=Password]", account.Password);
        await page.ClickAsync("main button[type=submit]");
        await page.FillAsync("input[name=Code]", StaffClient.CodeNow(app, Base32.Read(account.TotpKey)));
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await caseworker.GoAsync("/keys?next=%2Fcases");
        await caseworker.UnlockAsync("/cases");
        return caseworker;
    }

    /// <summary>Unlocks on the keys page, and waits to be where she wanted to go.</summary>
    public async Task UnlockAsync(string next)
    {
        await page.FillAsync("#unlock-secret", account.Passphrase!);
        await page.ClickAsync("#unlock-form button[type=submit]");
        await page.WaitForURLAsync($"**{next}**");
    }

    public Task GoAsync(string address) => page.GotoAsync(new Uri(app.StaffUrl, address).ToString());

    /// <summary>Waits until every card of the queue is open.</summary>
    public Task WaitForCardsAsync() =>
        Assertions.Expect(page.Locator("#queue-progress")).ToContainTextAsync("in this browser only", new() { Timeout = Slow });

    /// <summary>Goes to a case and waits until it is open.</summary>
    public async Task OpenCaseAsync(string address)
    {
        await GoAsync(address);
        await Assertions.Expect(page.Locator("#case-body")).ToBeVisibleAsync(new() { Timeout = Slow });
    }

    public async Task TakeUpAsync()
    {
        await page.ClickAsync("#claim");
        await Assertions.Expect(page.Locator("#note-form")).ToBeVisibleAsync(new() { Timeout = Slow });
    }

    /// <summary>Types into one of the two writing fields and sends it, with a double click.</summary>
    /// <param name="what"><c>message</c> or <c>note</c>.</param>
    public async Task WriteAsync(string what, string text)
    {
        await page.FillAsync($"#{what}-text", text);
        await page.DblClickAsync($"#{what}-form button[type=submit]");
        await Assertions.Expect(page.Locator($"#{what}-list")).ToContainTextAsync(text, new() { Timeout = Slow });
        Assert.Equal("", await page.InputValueAsync($"#{what}-text"));
    }

    /// <summary>Releases her one link by mail and form, and looks that her story is in no preview.</summary>
    public async Task ReleaseAsync(string story)
    {
        await page.ClickAsync("#release-form button");
        await Assertions.Expect(page.Locator("#preview-list article")).ToHaveCountAsync(2, new() { Timeout = Slow });
        await Assertions.Expect(page.Locator("#preview-list")).Not.ToContainTextAsync(story);
        await page.ClickAsync("#sign-form button");
        await Assertions.Expect(page.Locator("#sign-adult-missing")).ToBeVisibleAsync();
        await page.CheckAsync("#sign-adult");
        await page.DblClickAsync("#sign-form button");
        await Assertions.Expect(page.Locator("#released:not([hidden]), #error:not([hidden])")).ToBeVisibleAsync(new() { Timeout = Slow });
        Assert.Equal("", await page.Locator("#error").TextContentAsync());
        await Assertions.Expect(page.Locator("#notice-list article")).ToHaveCountAsync(2, new() { Timeout = Slow });
    }

    /// <summary>Records that the platform's form was submitted.</summary>
    /// <param name="reference">What the platform gave.</param>
    public async Task SubmitFormAsync(string reference)
    {
        var form = page.Locator("#notice-list form:has(.cm-fields)");
        await form.Locator("input[type=text]").FillAsync(reference);
        await form.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#notice-list")).ToContainTextAsync(reference, new() { Timeout = Slow });
    }

    /// <summary>Records what a recipient answered.</summary>
    public async Task RecordAnswerAsync(string text)
    {
        var answer = page.Locator("details:has([id^=answer-text-])").First;
        await answer.Locator("summary").ClickAsync();
        await answer.Locator("textarea").FillAsync(text);
        await answer.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#notice-list")).ToContainTextAsync(text, new() { Timeout = Slow });
    }

    /// <summary>Nothing wider than the screen, nothing an accessibility check objects to.</summary>
    public Task LookAsync(string name) => Looks.TakeAsync(page, $"staff-{name}");
}
