using System.Text;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Survivor;

/// <summary>Whatever she types, pastes or has for a phone: nothing is lost, nothing breaks, and the words stay clear.</summary>
public sealed class BadInputTests(SurvivorSite site, ChromiumBrowser browser) : IClassFixture<SurvivorSite>
{
    private const int LongestStory = 40_000;

    private static readonly (string Step, string Box)[] others =
    [
        ("story", "#since"), ("where", "#where"), ("deadline", "#deadline-why"), ("contact", "#address"), ("contact", "#hours"), ("contact", "#never"), ("name", "#name"),
    ];

    private static readonly BrowserNewContextOptions phone = new() { ViewportSize = new() { Width = 390, Height = 844 } };

    [Fact]
    public async Task Story_HundredKilobytesOfEmojiAndMixedDirections_SaysTheLimitAndLosesNothing()
    {
        const string Line = "\U0001F62D\U0001F468\u200D\U0001F469\u200D\U0001F467 she said \u05E9\u05DC\u05D5\u05DD and \u0645\u0631\u062D\u0628\u0627 123 \u6F22\u5B57 e\u0301\n";
        var story = string.Concat(Enumerable.Repeat(Line, (100 * 1024 / Encoding.UTF8.GetByteCount(Line)) + 1)).Trim();
        var shorter = string.Concat(Enumerable.Repeat(Line, LongestStory / Line.Length)).Trim();
        await using var person = await browser.NewPersonAsync(phone);
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync();
        await survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Change: What happened" }).ClickAsync();

        await survivor.Page.FillAsync("#story", story);
        await survivor.ContinueAsync();
        await Assertions.Expect(survivor.Page.Locator("#story-error")).ToContainTextAsync("Please shorten it to 40,000 characters.");
        await AssertFitsAsync(survivor.Page);
        await Screenshots.TakeAsync(survivor.Page, "bad-emoji");
        Assert.Equal(story, await survivor.Page.InputValueAsync("#story"));
        await survivor.Page.FillAsync("#story", shorter);
        await survivor.ContinueAsync();
        await survivor.ExpectAsync("check");
        await AssertFitsAsync(survivor.Page);
        await survivor.ComeBackAsync(await survivor.SendAsync());

        Assert.Contains(shorter, await survivor.Page.Locator("#case-own").EvaluateAsync<string>("own => own.textContent"), StringComparison.Ordinal);
        await AssertFitsAsync(survivor.Page);
        Assert.Empty(survivor.Complaints);
    }

    [Fact]
    public async Task Html_PastedAnywhere_IsTextOnEveryPage()
    {
        const string Html = "<img src=x onerror=\"document.title='caught'\"><b>bold</b><script>document.title='caught'</script>&amp;&lt;";
        await using var person = await browser.NewPersonAsync(phone);
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync(
            Html,
            async step =>
            {
                foreach (var (_, box) in others.Where(one => one.Step == step))
                {
                    await survivor.Page.FillAsync(box, Html);
                }
            },
            pasted: $"{Html}\nhttps://t.me/somechannel/123");

        await AssertTextAsync("#check-list", times: 9);
        await survivor.ComeBackAsync(await survivor.SendAsync());
        await survivor.Page.Locator("details:has(#case-own) summary").ClickAsync();
        await AssertTextAsync("#case-own", times: 8);
        await survivor.Page.FillAsync("#case-write", Html);
        await survivor.Page.ClickAsync("#case-write-form button");
        await Assertions.Expect(survivor.Page.Locator(".cm-message")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await AssertTextAsync("#case-messages", times: 1);
        Assert.Empty(survivor.Complaints);

        async Task AssertTextAsync(string place, int times)
        {
            var shown = await survivor.Page.Locator(place).EvaluateAsync<string>("element => element.textContent");
            Assert.Equal(times, shown.Split(Html).Length - 1);
            await Assertions.Expect(survivor.Page.Locator($"{place} :is(img, b, script)")).ToHaveCountAsync(0);
            await Assertions.Expect(survivor.Page).ToHaveTitleAsync("Help and support");
            await AssertFitsAsync(survivor.Page);
        }
    }

    [Fact]
    public async Task Links_WithMarksNobodySeesAroundThem_AreUnderstood()
    {
        await using var person = await browser.NewPersonAsync(phone);
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);

        await survivor.FillInAsync(
            pasted: "\u200Bhttps://t.me/somechannel/123\u200B\u200D\n\u200E\u2068t.me/otherchannel/9\u2069\u200F \uFEFFhttps://example.org/a\u2060", links: 3);

        Assert.Equal(
            ["https://t.me/somechannel/123", "t.me/otherchannel/9", "https://example.org/a"],
            await survivor.Page.Locator(".cm-links__address").AllTextContentsAsync());
        await Assertions.Expect(survivor.Page.Locator("[data-links-of=links] [role=status]")).ToHaveTextAsync("3 links understood");
        await survivor.ComeBackAsync(await survivor.SendAsync());
        Assert.Contains(
            "https://t.me/somechannel/123\nt.me/otherchannel/9\nhttps://example.org/a",
            await survivor.Page.Locator("#case-own").EvaluateAsync<string>("own => own.textContent"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Storage_NoneAtAll_MakesNoDifference(bool throws)
    {
        await using var person = await browser.NewPersonAsync(phone);
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App, throws ? page => StorageThrowsAsync(page) : NoQuotaAsync);

        await survivor.FillInAsync("Without any room.");
        await survivor.ComeBackAsync(await survivor.SendAsync());

        await Assertions.Expect(survivor.Page.Locator("#case-own")).ToContainTextAsync("Without any room.");
        Assert.Empty(survivor.Complaints);

        async Task NoQuotaAsync(IPage page)
        {
            var session = await person.NewCDPSessionAsync(page);
            await session.SendAsync("Storage.overrideQuotaForOrigin", new() { ["origin"] = site.App.PublicUrl.GetLeftPart(UriPartial.Authority), ["quotaSize"] = 0 });
        }
    }

    [Theory]
    [InlineData(-365)]
    [InlineData(365)]
    public async Task Clock_AYearOff_SendsAndShowsTheRightTimes(int days)
    {
        var now = site.App.Clock.GetUtcNow();
        await using var person = await browser.NewPersonAsync(phone);
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App, page => page.Clock.SetSystemTimeAsync(now.AddDays(days).UtcDateTime));
        await survivor.FillInAsync("Told at a wrong hour.");

        await survivor.ComeBackAsync(await survivor.SendAsync());
        await survivor.Page.FillAsync("#case-write", "Is it late?");
        await survivor.Page.ClickAsync("#case-write-form button");

        await Assertions.Expect(survivor.Page.Locator("#case-own")).ToContainTextAsync("Told at a wrong hour.");
        await Assertions.Expect(survivor.Page.Locator("#case-progress")).ToContainTextAsync($"Arrived: Mar 2, {now.Year}");
        await Assertions.Expect(survivor.Page.Locator(".cm-message__from")).ToContainTextAsync($"You, Mar 2, {now.Year}", new() { Timeout = 20_000 });
        await Assertions.Expect(survivor.Page.Locator("#case-story")).ToContainTextAsync($"Mar 2, {now.Year}");
        Assert.Empty(survivor.Complaints);
    }

    [Fact]
    public async Task Phone_FallsAsleepWhileTheReportIsOnItsWay_SendsItOnce()
    {
        await using var person = await browser.NewPersonAsync(phone);
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync("Asleep in between.");
        var before = await CountReportsAsync();
        var session = await person.NewCDPSessionAsync(survivor.Page);
        var posted = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await survivor.Page.RouteAsync("**/api/reports", route => posted.TrySetResult(route) ? Task.CompletedTask : route.ContinueAsync());

        await survivor.ContinueAsync();
        var lost = await posted.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await session.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "frozen" });
        await lost.FetchAsync();
        await person.SetOfflineAsync(true);
        await lost.AbortAsync("connectionreset");
        await session.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "active" });
        await person.SetOfflineAsync(false);
        var words = await survivor.ReadReceiptAsync();
        await survivor.Page.UnrouteAllAsync();
        await survivor.ComeBackAsync(words);

        Assert.Equal(before + 1, await CountReportsAsync());
        await Assertions.Expect(survivor.Page.Locator("#case-own")).ToContainTextAsync("Asleep in between.");
    }

    [Fact]
    public async Task Receipt_OpenOnTwoDevices_ShowsOnEachWhatTheOtherWroteAndDeleted()
    {
        await using var phoneOfHers = await browser.NewPersonAsync(phone);
        await using var elsewhere = await browser.NewPersonAsync(phone);
        var first = await SurvivorBrowserPage.OpenAsync(phoneOfHers, site.App);
        await first.FillInAsync("One report, two devices.");
        var words = await first.SendAsync();
        await first.ComeBackAsync(words);
        var second = await SurvivorBrowserPage.OpenAsync(elsewhere, site.App);
        await second.ComeBackAsync(words);

        await WriteAsync(first, "From the first.", messages: 1);
        await WriteAsync(second, "From the second.", messages: 2);
        await first.Page.ClickAsync("#case-refresh");
        await Assertions.Expect(first.Page.Locator(".cm-message")).ToHaveCountAsync(2, new() { Timeout = 20_000 });
        await WriteAsync(first, "Once more from the first.", messages: 3);
        await second.Page.ClickAsync("#case-refresh");
        await Assertions.Expect(second.Page.Locator("#case-messages")).ToContainTextAsync("Once more from the first.", new() { Timeout = 20_000 });
        Assert.Equal(["From the first.", "From the second.", "Once more from the first."], await second.Page.Locator(".cm-message .cm-typed").AllTextContentsAsync());

        await second.Page.FillAsync("#case-write", "Typed, and then it is gone.");
        await first.Page.Locator("details:has(#case-delete-form) summary").ClickAsync();
        await first.Page.CheckAsync("#case-delete-confirm");
        await first.Page.ClickAsync("#case-delete-form button");
        await first.ExpectAsync("deleted", seconds: 30);
        await second.Page.ClickAsync("#case-write-form button");
        await Assertions.Expect(second.Page.Locator("#error-summary")).ToContainTextAsync("There is no report with these words or numbers. It may have been deleted", new() { Timeout = 20_000 });
        Assert.Equal("Typed, and then it is gone.", await second.Page.InputValueAsync("#case-write"));
        await second.Page.ClickAsync("#case-refresh");
        await Assertions.Expect(second.Page.Locator("#error-summary")).ToContainTextAsync("It may have been deleted");
        await Screenshots.TakeAsync(second.Page, "bad-deleted-elsewhere");

        static async Task WriteAsync(SurvivorBrowserPage device, string text, int messages)
        {
            await device.Page.FillAsync("#case-write", text);
            await device.Page.ClickAsync("#case-write-form button");
            await Assertions.Expect(device.Page.Locator(".cm-message")).ToHaveCountAsync(messages, new() { Timeout = 20_000 });
        }
    }

    private static Task<IAsyncDisposable> StorageThrowsAsync(IPage page) => page.AddInitScriptAsync(
        """
        const refuse = () => { throw new DOMException("There is no room.", "QuotaExceededError"); };
        for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(globalThis, name, { get: refuse });
        Object.defineProperty(Navigator.prototype, "storage", { get: refuse });
        Object.defineProperty(Document.prototype, "cookie", { get: refuse, set: refuse });
        """);

    private static async Task AssertFitsAsync(IPage page) =>
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), "something is too wide");

    private async Task<int> CountReportsAsync()
    {
        await using var database = site.Database.Open();
        return await database.Set<Report>().CountAsync(TestContext.Current.CancellationToken);
    }
}
