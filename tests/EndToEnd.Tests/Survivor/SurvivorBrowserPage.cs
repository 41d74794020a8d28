using CaseManager.TestSupport;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Survivor;

/// <summary>A survivor in front of the public document.</summary>
public sealed class SurvivorBrowserPage(IPage page, Uri address)
{
    /// <summary>A neutral page in the place of the website that the exit leads to.</summary>
    public const string Neutral = "https://www.wikipedia.org/";

    public IPage Page => page;

    /// <summary>What the browser complained about: nothing, in a test that goes well.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>A fresh browser, with nothing outside this machine within reach.</summary>
    public static Task<SurvivorBrowserPage> OpenAsync(
        IBrowserContext person, WebApp app, Func<IPage, Task>? before = null, bool waitForScript = true) =>
        OpenAsync(person, app.PublicUrl, before, waitForScript);

    /// <param name="address">Where the public pages are.</param>
    public static async Task<SurvivorBrowserPage> OpenAsync(
        IBrowserContext person, Uri address, Func<IPage, Task>? before = null, bool waitForScript = true)
    {
        await person.RouteAsync($"{Neutral}**", route => route.FulfillAsync(new RouteFulfillOptions { Body = "<title>Neutral</title><h1>Neutral</h1>", ContentType = "text/html" }));
        var page = await person.NewPageAsync();
        var survivor = new SurvivorBrowserPage(page, address);
        page.Console += (_, message) => survivor.Complaints.Add(message.Text);
        page.PageError += (_, error) => survivor.Complaints.Add(error);
        if (before is not null)
        {
            await before(page);
        }

        await page.GotoAsync(address.ToString());
        if (waitForScript)
        {
            await Assertions.Expect(page.Locator("body.js-enabled")).ToBeVisibleAsync();
        }

        return survivor;
    }

    /// <summary>The page waits for moments where it would wait for seconds before it tries again.</summary>
    public static Task HurryAsync(IPage page) => page.AddInitScriptAsync(
        "const later = setTimeout; globalThis.setTimeout = (action, wait) => later(action, wait > 500 && wait < 20000 ? 20 : wait);");

    /// <summary>Name of the step on the screen.</summary>
    public ILocator Step(string name) => page.Locator($"[data-step='{name}']:not([hidden])");

    public ILocator Shown(string selector) => page.Locator("[data-step]:not([hidden])").Locator(selector);

    public Task ContinueAsync() => Shown("button[type=submit]").First.ClickAsync();

    public Task ExpectAsync(string step, float seconds = 10) =>
        Assertions.Expect(Step(step)).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = seconds * 1000 });

    /// <summary>From the first step to the last one before sending.</summary>
    /// <param name="onStep">Called on each step once it is filled in.</param>
    /// <param name="pasted">What she pastes into the links step.</param>
    /// <param name="links">How many links are understood in it.</param>
    public async Task FillInAsync(
        string story = "It was put there.",
        Func<string, Task>? onStep = null,
        string pasted = "look at https://t.me/somechannel/123 please\nand Tom has it",
        int links = 1)
    {
        onStep ??= _ => Task.CompletedTask;
        await onStep("start");
        await page.ClickAsync(".cm-start");
        await onStep("leave");
        await Shown("[data-go=next]").ClickAsync();
        await page.CheckAsync("#about-me");
        await onStep("about");
        await ContinueAsync();
        await page.FillAsync("#links", pasted);
        await Assertions.Expect(page.Locator(".cm-links li")).ToHaveCountAsync(links);
        await onStep("links");
        await ContinueAsync();
        await page.CheckAsync("#age-adult");
        await onStep("age");
        await ContinueAsync();
        await page.CheckAsync("#danger-none");
        await onStep("danger");
        await ContinueAsync();
        await page.FillAsync("#story", story);
        await onStep("story");
        await ContinueAsync();
        await onStep("where");
        await ContinueAsync();
        await onStep("deadline");
        await ContinueAsync();
        await page.CheckAsync("#contact-phone");
        await page.FillAsync("#address", "0123 456");
        await onStep("contact");
        await ContinueAsync();
        await onStep("name");
        await ContinueAsync();
        await page.CheckAsync("#send-links-yes");
        await onStep("send-links");
        await ContinueAsync();
        await page.CheckAsync("#statistics-no");
        await onStep("statistics");
        await ContinueAsync();
        await ExpectAsync("check");
        await onStep("check");
    }

    /// <summary>Sends, and waits for the receipt.</summary>
    /// <returns>Its eight words.</returns>
    public async Task<string[]> SendAsync()
    {
        await ContinueAsync();
        return await ReadReceiptAsync();
    }

    public async Task<string[]> ReadReceiptAsync()
    {
        await ExpectAsync("receipt", seconds: 60);
        return [.. await page.Locator("#receipt-words li").AllTextContentsAsync()];
    }

    /// <summary>Types the two words that are asked for.</summary>
    public async Task RetypeAsync(string[] words)
    {
        await Shown("[data-go=retype]").ClickAsync();
        foreach (var id in new[] { "retype-first", "retype-second" })
        {
            var label = await page.Locator($"label[for={id}]").InnerTextAsync();
            await page.FillAsync($"#{id}", words[int.Parse(label.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture) - 1]);
        }

        await ContinueAsync();
    }

    /// <summary>Comes back with her words in a page loaded anew.</summary>
    public async Task ComeBackAsync(string[] words)
    {
        await page.GotoAsync(address.ToString());
        await Assertions.Expect(page.Locator("body.js-enabled")).ToBeVisibleAsync();
        await page.ClickAsync("[data-go=return]");
        await page.FillAsync("#return-words", string.Join(' ', words));
        await ContinueAsync();
        await ExpectAsync("case", seconds: 60);
    }
}
