using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Survivor;

/// <summary>The whole way in a language that is written from right to left, with its own digits.</summary>
public sealed class OwnLanguageTests(SurvivorSite site, ChromiumBrowser browser) : IClassFixture<SurvivorSite>
{
    [Fact]
    public async Task Arabic_FiledComeBackWithTheNumberAndDeleted_IsArabicOnEveryStep()
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { Locale = "ar-EG", ViewportSize = new ViewportSize { Width = 320, Height = 640 } });
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        List<string> english = [];
        await survivor.FillInAsync("نُشرت صوري هناك.", async step =>
        {
            english.AddRange(await EnglishAsync(survivor.Page));
            await Screenshots.KeepAsync(survivor.Page, $"step-{step}-ar-320");
        });
        await survivor.SendAsync();
        var number = (await survivor.Page.InnerTextAsync("#receipt-digits")).Trim();
        await Screenshots.KeepAsync(survivor.Page, "step-receipt-ar-320");
        Assert.Matches(@"^(\d{3} ){8}\d{3}$", number);

        await survivor.Shown("[data-go=retype]").ClickAsync();
        var groups = number.Split(' ');
        foreach (var id in new[] { "retype-first", "retype-second" })
        {
            var label = await survivor.Page.InnerTextAsync($"label[for={id}]");
            var place = int.Parse(string.Concat(label.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
            await survivor.Page.FillAsync($"#{id}", InArabicDigits(groups[place - 1]));
        }

        await survivor.ContinueAsync();
        await survivor.ExpectAsync("done");
        english.AddRange(await EnglishAsync(survivor.Page));
        await survivor.ComeBackAsync([InArabicDigits(number)]);
        await Assertions.Expect(survivor.Page.Locator("#case-own")).ToContainTextAsync("نُشرت صوري هناك.");
        english.AddRange(await EnglishAsync(survivor.Page));
        await Screenshots.KeepAsync(survivor.Page, "step-case-ar-320");
        Assert.Empty((await survivor.Page.RunAxe()).Violations);
        Assert.False(await survivor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await survivor.Page.Locator("details:has(#case-delete-form) summary").ClickAsync();
        await survivor.Page.CheckAsync("#case-delete-confirm");
        await survivor.Page.ClickAsync("#case-delete-form button");

        await survivor.ExpectAsync("deleted", seconds: 30);
        Assert.Empty(english);
        Assert.Empty(survivor.Complaints);
    }

    [Fact]
    public async Task Report_WithoutJustInTimeCompilerAndWebAssembly_IsSentAndOpened()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var slow = await ChromiumBrowser.LaunchAsync(playwright, "--js-flags=--jitless");
        await using var person = await slow.NewContextAsync(new BrowserNewContextOptions { Locale = "en" });
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        Assert.Equal("undefined", await survivor.Page.EvaluateAsync<string>("typeof WebAssembly"));

        await survivor.FillInAsync("Written on a hardened browser.");
        await survivor.ComeBackAsync(await survivor.SendAsync());

        await Assertions.Expect(survivor.Page.Locator("#case-own")).ToContainTextAsync("Written on a hardened browser.");
        Assert.Empty(survivor.Complaints);
    }

    private static string InArabicDigits(string digits) => string.Concat(digits.Select(digit => char.IsAsciiDigit(digit) ? (char)('٠' + (digit - '0')) : digit));

    /// <summary>Texts on the screen of three English words and more; names of services and the practice's own links aside.</summary>
    private static async Task<string[]> EnglishAsync(IPage page) => await page.EvaluateAsync<string[]>(
        """
        () => {
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
            const part = node.parentElement;
            if (part === null || part.offsetParent === null || part.closest("script, [lang=en], [translate=no], .cm-links, .cm-leftovers, #check-list dd, #case-own, .cm-typed") !== null) continue;
            if (/[A-Za-z]+[\s,]+[A-Za-z]+[\s,]+[A-Za-z]+/.test(node.textContent)) found.push(node.textContent.trim());
          }
          return found;
        }
        """);
}
