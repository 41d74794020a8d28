using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Survivor;

public sealed class ReturnTests(SurvivorSite site, ChromiumBrowser browser) : IClassFixture<SurvivorSite>
{
    [Fact]
    public async Task Return_WithWordsOrNumbers_OpensTheSameReport()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync("What happened.");
        var words = await survivor.SendAsync();
        var numbers = await survivor.Page.TextContentAsync("#receipt-digits");

        await survivor.ComeBackAsync([words[0].ToUpperInvariant(), .. words[1..]]);
        await Assertions.Expect(survivor.Page.Locator("#case-own")).ToContainTextAsync("What happened.");
        await survivor.ComeBackAsync([numbers!]);

        await Assertions.Expect(survivor.Page.Locator("#case-own")).ToContainTextAsync("What happened.");
        Assert.Empty(survivor.Complaints);
    }

    [Theory]
    [InlineData("one two three")]
    [InlineData("abandon ability able about above absent absorb abstract")]
    [InlineData("zzzz ability able about above absent absorb abstract")]
    public async Task Return_Mistyped_SaysWhatIsWrongAndAsksTheServerNothing(string typed)
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        var asked = 0;
        await survivor.Page.RouteAsync("**/api/case", route => { asked++; return route.ContinueAsync(); });
        await survivor.Page.ClickAsync("[data-go=return]");
        await survivor.Page.FillAsync("#return-words", typed);
        await survivor.ContinueAsync();

        await Assertions.Expect(survivor.Page.Locator("#error-summary")).ToBeFocusedAsync();
        await Assertions.Expect(survivor.Page.Locator("#return-words-error")).ToBeVisibleAsync();
        Assert.Equal(0, asked);
        Assert.Equal(typed, await survivor.Page.InputValueAsync("#return-words"));
        Assert.Empty((await survivor.Page.RunAxe()).Violations);
    }

    [Fact]
    public async Task Message_ClickedTwiceAndAnswerLost_ArrivesOnce()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync();
        await survivor.ComeBackAsync(await survivor.SendAsync());
        var posts = 0;
        await survivor.Page.RouteAsync("**/api/case/objects", async route =>
        {
            if (posts++ == 0)
            {
                await route.FetchAsync();
                await route.AbortAsync("connectionreset");
            }
            else
            {
                await route.ContinueAsync();
            }
        });

        await survivor.Page.FillAsync("#case-write", "Are you there?");
        await survivor.Page.EvaluateAsync("() => { const send = document.querySelector('#case-write-form button'); send.click(); send.click(); }");

        await Assertions.Expect(survivor.Page.Locator(".cm-message")).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = 20_000 });
        await Assertions.Expect(survivor.Page.Locator(".cm-message")).ToContainTextAsync("Are you there?");
        Assert.Equal("", await survivor.Page.InputValueAsync("#case-write"));
    }

    [Fact]
    public async Task Case_LeftByBack_IsTakenOffThePage()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync("For my eyes.");
        await survivor.ComeBackAsync(await survivor.SendAsync());

        await survivor.Page.GoBackAsync();
        await survivor.ExpectAsync("return");

        Assert.DoesNotContain("For my eyes.", await survivor.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal("", await survivor.Page.InputValueAsync("#return-words"));
    }

    [Fact]
    public async Task Consent_TakenBackAndAllowedAgain_StandsAsSheSaidLast()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync();
        await survivor.ComeBackAsync(await survivor.SendAsync());
        var sendLinks = survivor.Page.Locator("#case-consents .govuk-summary-list__row").First;

        await sendLinks.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(sendLinks).ToContainTextAsync("Taken back", new LocatorAssertionsToContainTextOptions { Timeout = 20_000 });
        await sendLinks.GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(sendLinks).ToContainTextAsync("Allowed on", new LocatorAssertionsToContainTextOptions { Timeout = 20_000 });
        Assert.Empty(survivor.Complaints);
    }

    [Fact]
    public async Task Delete_Confirmed_LeavesNothingThatHerWordsOpen()
    {
        await using var person = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.FillInAsync();
        var posting = survivor.Page.WaitForRequestAsync("**/api/reports");
        var words = await survivor.SendAsync();
        var caseId = CaseIdOf(await posting);
        await survivor.ComeBackAsync(words);

        await survivor.Page.Locator("details:has(#case-delete-form) summary").ClickAsync();
        await survivor.Page.ClickAsync("#case-delete-form button");
        await Assertions.Expect(survivor.Page.Locator("#case-delete-confirm-error")).ToBeVisibleAsync();
        await survivor.Page.CheckAsync("#case-delete-confirm");
        await survivor.Page.ClickAsync("#case-delete-form button");
        await survivor.ExpectAsync("deleted", seconds: 30);
        await using var database = site.Database.Open();

        Assert.False(await database.Set<Report>().AnyAsync(report => report.CaseId == caseId, TestContext.Current.CancellationToken));
        Assert.False(await database.Set<SealedObject>().AnyAsync(o => o.CaseId == caseId, TestContext.Current.CancellationToken));
        await survivor.Page.GotoAsync(site.App.PublicUrl.ToString());
        await survivor.Page.ClickAsync("[data-go=return]");
        await survivor.Page.FillAsync("#return-words", string.Join(' ', words));
        await survivor.ContinueAsync();
        await Assertions.Expect(survivor.Page.Locator("#return-words-error")).ToContainTextAsync(
            "There is no report", new LocatorAssertionsToContainTextOptions { Timeout = 20_000 });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Draft_KeptAndComeBackTo_IsSentUnderTheSameWords(bool staffMayRead)
    {
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 800 } });
        var survivor = await SurvivorBrowserPage.OpenAsync(person, site.App);
        await survivor.Page.ClickAsync(".cm-start");
        await survivor.Shown("[data-go=next]").ClickAsync();
        await survivor.Page.CheckAsync("#about-someone");
        await survivor.ContinueAsync();
        await survivor.Page.FillAsync("#links", "https://t.me/somechannel/7 and https://t.me/login/84213 and more");

        // What is left out is not called understood.
        await Assertions.Expect(survivor.Page.Locator("[data-links-of=links] [role=status]")).ToHaveTextAsync("1 link understood");
        await survivor.Shown("[data-go=keep]").ClickAsync();
        await survivor.Page.SetCheckedAsync("#keep-tick", staffMayRead);
        await Screenshots.TakeAsync(survivor.Page, "keep");
        var posting = survivor.Page.WaitForRequestAsync("**/api/drafts");
        await survivor.ContinueAsync();
        var caseId = CaseIdOf(await posting);
        var words = await survivor.ReadReceiptAsync();
        await survivor.RetypeAsync(words);
        await survivor.ExpectAsync("kept");
        await Screenshots.TakeAsync(survivor.Page, "kept");
        var recipients = await RecipientsAsync(caseId);

        await survivor.ComeBackAsync(words);
        await Screenshots.TakeAsync(survivor.Page, "kept-opened");
        await survivor.Page.ClickAsync("#case-progress button");
        await survivor.ExpectAsync("about");
        await Assertions.Expect(survivor.Page.Locator("#about-someone")).ToBeCheckedAsync();
        await survivor.ContinueAsync();
        var restored = await survivor.Page.InputValueAsync("#links");
        Assert.Contains("https://t.me/somechannel/7", restored, StringComparison.Ordinal);
        Assert.DoesNotContain("84213", restored, StringComparison.Ordinal);
        for (var step = 0; step < 10; step++)
        {
            await survivor.ContinueAsync();
        }

        await survivor.ExpectAsync("check");
        var sent = await survivor.SendAsync();

        Assert.Equal(staffMayRead ? 3 : 1, recipients);
        Assert.Equal(words, sent);
        Assert.Equal(3, await RecipientsAsync(caseId));
        Assert.Empty(survivor.Complaints);
    }

    private static Guid CaseIdOf(IRequest posted) =>
        HexId.TryRead(JsonNode.Parse(posted.PostData!)!["case"]!["id"]!.GetValue<string>(), out var caseId) ? caseId : throw new FormatException();

    private async Task<int> RecipientsAsync(Guid caseId)
    {
        await using var database = site.Database.Open();
        return await database.Set<SealedObject>().CountAsync(o => o.CaseId == caseId && o.Kind == ObjectKinds.Wrap, TestContext.Current.CancellationToken);
    }
}
