using System.Globalization;
using System.Text.Json;
using CaseManager.Web.Texts;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Survivor;

/// <summary>What holds on every public page, in every language that is offered, on phone and desktop, with script and without.</summary>
public sealed class EveryPageTests(SurvivorSite site, ChromiumBrowser browser) : IClassFixture<SurvivorSite>
{
    private static readonly string[] addresses = ["/", "/plain", "/help", "/there-is-no-such-page"];

    // Each step as if she stood on it, with everything on it that may appear.
    private const string ShowEverything =
        """
        () => {
          for (const part of document.querySelectorAll("main [hidden]")) part.hidden = false;
          for (const part of document.querySelectorAll("details")) part.open = true;
          const words = document.getElementById("receipt-words");
          if (words === null) return;
          words.replaceChildren(...Array.from({ length: 8 }, () => Object.assign(document.createElement("li"), { textContent: "strategy" })));
          document.getElementById("receipt-digits").textContent = "012 345 678 901 234 567 890 123 456";
        }
        """;

    private const string TooWide =
        """
        () => [...document.querySelectorAll("body *")].filter((part) => {
          const { left, right, width } = part.getBoundingClientRect();
          return width > 0 && (right > innerWidth + 1 || left < -1) && getComputedStyle(part).position !== "absolute";
        }).map((part) => `${part.tagName} ${part.id || part.className}: ${part.textContent.trim().slice(0, 40)}`)
        """;

    public static TheoryData<string, int, bool> Readers()
    {
        var all = new TheoryData<string, int, bool>();
        foreach (var language in new[] { "en", "zh-Hans", "ko", "ar" })
        {
            foreach (var width in new[] { 320, 1280 })
            {
                all.Add(language, width, true);
                all.Add(language, width, false);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Page_ForThisReader_KeepsTheRules(string language, int width, bool script)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await person.NewPageAsync();
        List<string> complaints = [], elsewhere = [], titles = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => { if (!request.Url.StartsWith(site.App.PublicUrl.ToString(), StringComparison.Ordinal)) { elsewhere.Add(request.Url); } };

        foreach (var address in addresses)
        {
            var answer = (await page.GotoAsync(new Uri(site.App.PublicUrl, $"{address}?language={language}").ToString()))!;

            var headers = await answer.AllHeadersAsync();
            Assert.Equal(("no-store", "no-referrer"), (headers["cache-control"], headers["referrer-policy"]));
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            Assert.Equal(Languages.IsRightToLeft(culture) ? "rtl" : "ltr", await page.Locator("html").GetAttributeAsync("dir"));
            await WayOutComesFirstAsync(page);
            await Assertions.Expect(page.Locator("h1:visible")).ToHaveCountAsync(1);
            Assert.Equal(0, await page.Locator("main input[type=file]:visible, main video, main canvas:visible").CountAsync());
            titles.Add(await page.TitleAsync());
            await Screenshots.KeepAsync(page, $"{(address == "/" ? "start" : address.Trim('/'))}-{language}-{width}{(script ? "" : "-no-script")}");
            if (script)
            {
                Assert.Equal("0 0", await page.EvaluateAsync<string>("`${localStorage.length} ${sessionStorage.length}`"));
                await WithinTheScreenAsync(page, isPhone: width == 320);
            }
        }

        Assert.Single(titles.Distinct());
        Assert.Empty(await person.CookiesAsync());
        Assert.Empty(elsewhere);
        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("404", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Page_InForcedColours_ShowsTheWayOutAndEveryButtonWithAnEdge(string language)
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { ForcedColors = ForcedColors.Active, ColorScheme = ColorScheme.Dark });
        var page = await person.NewPageAsync();
        foreach (var address in addresses)
        {
            await page.GotoAsync(new Uri(site.App.PublicUrl, $"{address}?language={language}").ToString());

            var bare = await page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll(".cm-exit__control, .govuk-button")].filter((part) => part.offsetParent !== null)
                  .filter((part) => { const look = getComputedStyle(part); return parseFloat(look.borderTopWidth) < 1 || look.borderTopStyle === "none"; })
                  .map((part) => part.textContent.trim())
                """);
            Assert.Empty(bare);
            await Screenshots.TakeAsync(page, $"forced-{address.Trim('/')}-{language}");
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Page_InTheDark_IsReadable(string language)
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark, ViewportSize = new ViewportSize { Width = 390, Height = 800 } });
        var page = await person.NewPageAsync();
        foreach (var address in addresses)
        {
            await page.GotoAsync(new Uri(site.App.PublicUrl, $"{address}?language={language}").ToString());
            await page.EvaluateAsync(ShowEverything);

            await Screenshots.KeepAsync(page, $"{(address == "/" ? "start" : address.Trim('/'))}-{language}-dark");
            Assert.Empty((await page.RunAxe(Contrast())).Violations.SelectMany(violation => violation.Nodes.Select(node => node.Html)));
        }
    }

    private static Deque.AxeCore.Commons.AxeRunOptions Contrast() => new()
    {
        RunOnly = new Deque.AxeCore.Commons.RunOnlyOptions { Type = "rule", Values = ["color-contrast"] },
    };

    /// <summary>First in the order of focus, in sight wherever the page is scrolled, an ordinary link for who has no script.</summary>
    private static async Task WayOutComesFirstAsync(IPage page)
    {
        var control = page.Locator(".cm-exit__control");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(control).ToBeFocusedAsync();
        Assert.Equal("/exit", await control.GetAttributeAsync("href"));
        await page.Mouse.WheelAsync(0, 100_000);
        await Assertions.Expect(page.Locator("main p:visible, main a:visible, main button:visible, main li:visible").Last).ToBeInViewportAsync();
        await Assertions.Expect(control).ToBeInViewportAsync();
    }

    /// <summary>And readable by a screen reader: on the narrow screen, where everything stands that stands on the wide one.</summary>
    private static async Task WithinTheScreenAsync(IPage page, bool isPhone)
    {
        if (isPhone)
        {
            Assert.Empty(Said(await page.RunAxe()));
        }

        await page.EvaluateAsync(ShowEverything);
        Assert.Empty(await page.EvaluateAsync<string[]>(TooWide));
        if (isPhone)
        {
            await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
            Assert.Empty(await page.EvaluateAsync<string[]>(TooWide));
        }
    }

    private static IEnumerable<string> Said(Deque.AxeCore.Commons.AxeResult result) =>
        result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {JsonSerializer.Serialize(node.Html)}"));
}
