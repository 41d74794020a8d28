using CaseManager.Core.Reports;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Survivor;

public sealed class ReportTests(SurvivorSite site, ChromiumBrowser browser) : IClassFixture<SurvivorSite>
{
    [Theory]
    [InlineData("small", 320)]
    [InlineData("desk", 1280)]
    public async Task WholeWay_FromFirstPageToReceiptAndBack_IsAccessibleAndFits(string name, int width)
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        async Task LookAsync(string step)
        {
            await survivor.ExpectAsync(step);
            Assert.False(await survivor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{step} is too wide");
            Assert.Empty((await survivor.Page.RunAxe()).Violations);
            await Screenshots.TakeAsync(survivor.Page, $"report-{name}-{step}");
        }

        await survivor.FillInAsync(onStep: LookAsync);
        var words = await survivor.SendAsync();
        await LookAsync("receipt");
        await survivor.RetypeAsync(words);
        await LookAsync("done");
        await survivor.ComeBackAsync(words);
        await LookAsync("case");

        Assert.Equal(8, words.Length);
        Assert.Empty(survivor.Complaints);
    }

    [Fact]
    public async Task Document_Opened_KeepsNothingAndNamesNoField()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);

        var named = await survivor.Page.Locator("input[name], textarea[name], select[name]").CountAsync();
        var stored = await survivor.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length");

        Assert.Equal(0, named);
        Assert.Equal(0, stored);
        Assert.Empty(await person.CookiesAsync());
    }

    [Fact]
    public async Task Send_ClickedTwiceAndAgain_MakesOneReport()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync();
        var before = await CountReportsAsync();

        await survivor.Page.EvaluateAsync("() => { const send = document.querySelector(\"[data-step=check] button[type=submit]\"); send.click(); send.click(); send.click(); }");
        await survivor.ReadReceiptAsync();

        Assert.Equal(before + 1, await CountReportsAsync());
    }

    [Fact]
    public async Task Send_AnswerLostOnTheWay_ArrivesOnceWithEveryLetter()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        const string Story = "Every letter of this: äöü ✓ 漢字";
        await survivor.FillInAsync(Story);
        var before = await CountReportsAsync();
        List<byte[]> posts = [];
        await survivor.Page.RouteAsync("**/api/reports", async route =>
        {
            posts.Add(route.Request.PostDataBuffer!);
            if (posts.Count == 1)
            {
                await route.AbortAsync("connectionreset");
            }
            else if (posts.Count == 2)
            {
                // The server takes it, but she never hears so.
                await route.FetchAsync();
                await route.AbortAsync("connectionreset");
            }
            else
            {
                await route.ContinueAsync();
            }
        });

        var words = await survivor.SendAsync();
        await survivor.Page.UnrouteAllAsync();
        await survivor.ComeBackAsync(words);

        Assert.Equal(3, posts.Count);
        Assert.All(posts, post => Assert.Equal(posts[0], post));
        Assert.Equal(before + 1, await CountReportsAsync());
        await Assertions.Expect(survivor.Page.Locator("#case-own")).ToContainTextAsync(Story);
    }

    [Fact]
    public async Task Send_ServerAway_KeepsEverythingTypedAndCanBeTriedAgain()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App, SurvivorBrowserPage.HurryAsync);
        await survivor.FillInAsync("Kept.");
        await survivor.Page.RouteAsync("**/api/challenges", route => route.AbortAsync());

        await survivor.ContinueAsync();
        await Assertions.Expect(survivor.Page.Locator("#sending-stopped")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
        var stillThere = await survivor.Page.InputValueAsync("#story");
        await survivor.Page.UnrouteAllAsync();
        await survivor.Page.ClickAsync("#sending-again");
        var words = await survivor.ReadReceiptAsync();

        Assert.Equal("Kept.", stillThere);
        Assert.Equal(8, words.Length);
    }

    [Theory]
    [InlineData(413, "too-large", "Please shorten what happened")]
    [InlineData(400, "not-an-age-file", "not-an-age-file")]
    [InlineData(503, "not-accepting", "We cannot take reports right now")]
    public async Task Send_Refused_SaysWhyAndKeepsEverythingTyped(int status, string code, string says)
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync("Still here.");
        var before = await CountReportsAsync();
        await survivor.Page.RouteAsync("**/api/reports", route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = status,
            ContentType = "application/problem+json",
            Body = $$"""{"status":{{status}},"code":"{{code}}"}""",
        }));

        await survivor.ContinueAsync();
        await Assertions.Expect(survivor.Page.Locator("#sending-reason")).ToContainTextAsync(says, new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        var stillThere = await survivor.Page.InputValueAsync("#story");
        await survivor.Page.UnrouteAllAsync();
        await survivor.Page.ClickAsync("#sending-again");
        await survivor.ReadReceiptAsync();

        Assert.Equal("Still here.", stillThere);
        Assert.Equal(before + 1, await CountReportsAsync());
    }

    [Fact]
    public async Task Back_AtAnyStep_GoesOneStepBackAndKeepsWhatIsTyped()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync("Still here.");

        foreach (var step in new[] { "statistics", "send-links", "name", "contact", "deadline", "where", "story" })
        {
            await survivor.Page.GoBackAsync();
            await survivor.ExpectAsync(step);
        }

        Assert.Equal("Still here.", await survivor.Page.InputValueAsync("#story"));
    }

    [Fact]
    public async Task Question_Shown_IsCountedAndReadOutOnceWithItsHeading()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        List<string> heard = [];

        await survivor.FillInAsync(onStep: async step =>
        {
            var heading = survivor.Shown("h1");
            await Assertions.Expect(survivor.Page.Locator("#question-count")).ToHaveCountAsync(1);
            if (step is not ("start" or "leave" or "check"))
            {
                await survivor.Page.Locator("#question-count").WaitForAsync();
                heard.Add(await survivor.Page.Locator("#question-count").InnerTextAsync());
                await Assertions.Expect(heading).ToHaveAccessibleDescriptionAsync(heard[^1]);
                await Assertions.Expect(survivor.Shown("[aria-live], [role=status]:not(:empty), [role=alert]").Filter(new() { HasText = "Question" })).ToHaveCountAsync(0);
            }
            else
            {
                await Assertions.Expect(survivor.Page.Locator("#question-count")).ToBeHiddenAsync();
            }
        });

        Assert.Equal(Enumerable.Range(1, 11).Select(place => $"Question {place} of 11"), heard);
    }

    [Theory]
    [InlineData("story", "#story", "What happened, and since when")]
    [InlineData("where", "#where", "Where else")]
    [InlineData("deadline", "#deadline-why", "A day that matters")]
    [InlineData("contact", "#never", "Contact")]
    [InlineData("name", "#name", "What we call you")]
    public async Task Change_OnTheSummary_LeadsToItsStepAndBackToTheSummary(string step, string box, string row)
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync();

        await survivor.Page.GetByRole(AriaRole.Button, new() { Name = $"Change: {row}", Exact = true }).ClickAsync();
        await survivor.ExpectAsync(step);
        await Assertions.Expect(survivor.Shown("h1")).ToBeFocusedAsync();
        await survivor.Page.FillAsync(box, new string('x', 50_000));
        await survivor.ContinueAsync();
        await survivor.ExpectAsync(step);
        await Assertions.Expect(survivor.Page.Locator($"{box}-error")).ToContainTextAsync("This text is too long");
        await survivor.Page.FillAsync(box, "Changed.");
        await survivor.ContinueAsync();

        await survivor.ExpectAsync("check");
        await Assertions.Expect(survivor.Page.Locator(".govuk-summary-list__row").Filter(new() { HasText = row })).ToContainTextAsync("Changed.");
        await survivor.Page.GoBackAsync();
        await survivor.ExpectAsync(step);
        await survivor.ContinueAsync();
        await survivor.ExpectAsync("check");
    }

    [Fact]
    public async Task Change_OfTheAge_GoesByTheOtherServicesAndAsksToSendNoLinks()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync();

        await survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Change: Age in the picture" }).ClickAsync();
        await survivor.Page.CheckAsync("#age-minor");
        await survivor.ContinueAsync();
        await survivor.ExpectAsync("young");
        await survivor.Shown("[data-go=next]").ClickAsync();

        await survivor.ExpectAsync("check");
        await Assertions.Expect(survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Change: Send links" })).ToHaveCountAsync(0);
        await Assertions.Expect(survivor.Page.Locator("#check-list")).ToContainTextAsync("Not asked");
    }

    [Fact]
    public async Task Back_AfterSending_NeverShowsTheFormAgain()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync();
        var words = await survivor.SendAsync();

        await survivor.Page.GoBackAsync();
        await survivor.ExpectAsync("receipt");
        await survivor.RetypeAsync(words);
        await survivor.ExpectAsync("done");
        await survivor.Page.GoBackAsync();

        await survivor.ExpectAsync("done");
        Assert.Equal("", await survivor.Page.InputValueAsync("#story"));

        // One word alone may be one of the page's own, such as "style".
        var page = await survivor.Page.ContentAsync();
        Assert.Contains(words, word => !page.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Consent_SkippedAfterAYesWasChosen_IsNotGiven()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync(onStep: async step =>
        {
            if (step == "check")
            {
                await survivor.Page.Locator("#check-list button").Nth(-2).ClickAsync();
            }
        });
        await survivor.ExpectAsync("send-links");
        await Assertions.Expect(survivor.Page.Locator("#send-links-yes")).ToBeCheckedAsync();

        await survivor.Shown("[data-go=skip]").ClickAsync();

        await survivor.ExpectAsync("check");
        await survivor.Page.GoBackAsync();
        await survivor.ExpectAsync("send-links");
        await Assertions.Expect(survivor.Page.Locator("#send-links-yes")).Not.ToBeCheckedAsync();
    }

    [Theory]
    [InlineData("minor")]
    [InlineData("unsure")]
    public async Task Age_Under18OrNotSure_LeadsToTheOtherServicesAndAsksForNoNotice(string age)
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.Page.ClickAsync(".cm-start");
        await survivor.Shown("[data-go=next]").ClickAsync();
        await survivor.Page.CheckAsync("#about-me");
        await survivor.ContinueAsync();
        await survivor.Page.FillAsync("#links", "https://example.com/a");
        await survivor.ContinueAsync();

        await survivor.Page.CheckAsync($"#age-{age}");
        await survivor.ContinueAsync();
        await survivor.ExpectAsync("young");
        await Assertions.Expect(survivor.Page.Locator("#question-count")).ToBeHiddenAsync();
        Assert.Empty((await survivor.Page.RunAxe()).Violations);
        var places = await survivor.Shown("a[href^=https]").CountAsync();
        await survivor.Shown("[data-go=next]").ClickAsync();
        var place = 4;
        foreach (var step in new[] { "danger", "story", "where", "deadline", "contact", "name" })
        {
            await survivor.ExpectAsync(step);
            await Assertions.Expect(survivor.Page.Locator("#question-count")).ToHaveTextAsync($"Question {place++} of 10");
            await survivor.ContinueAsync();
        }

        await survivor.ExpectAsync("statistics");
        await Assertions.Expect(survivor.Page.Locator("#question-count")).ToHaveTextAsync("Question 10 of 10");
        Assert.Equal(3, places);
        await Assertions.Expect(survivor.Page.Locator("#send-links-group")).ToBeHiddenAsync();
        await Assertions.Expect(survivor.Page.Locator("#send-links-young")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Choices_ByArrowKeys_BehaveAsOneGroup()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.Page.ClickAsync(".cm-start");
        await survivor.Shown("[data-go=next]").ClickAsync();

        await survivor.Page.FocusAsync("#about-me");
        await survivor.Page.Keyboard.PressAsync("ArrowDown");
        await survivor.Page.Keyboard.PressAsync("ArrowDown");
        await survivor.Page.Keyboard.PressAsync("ArrowUp");

        await Assertions.Expect(survivor.Page.Locator("#about-someone")).ToBeCheckedAsync();
        await Assertions.Expect(survivor.Page.Locator("#about-someone")).ToBeFocusedAsync();
        Assert.Equal(1, await survivor.Page.Locator("#about-group input:checked").CountAsync());
        Assert.Equal(1, await survivor.Page.Locator("#about-group input[tabindex='0']").CountAsync());
    }

    private async Task<int> CountReportsAsync()
    {
        await using var database = site.Database.Open();
        return await database.Set<Report>().CountAsync(TestContext.Current.CancellationToken);
    }
}
