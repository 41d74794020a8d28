using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

public sealed class CaseworkTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const string Story = "Only she wrote this sentence.";

    [Fact]
    public async Task Report_FromHerBrowserToANoticeAndBack_GoesTheWholeWay()
    {
        await using var her = await browser.NewPersonAsync();
        var (survivor, words) = await ReportAsync(her, Story);
        await using var first = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(first, RoleName.Caseworker);
        await caseworker.WaitForCardsAsync();
        var row = caseworker.Page.Locator("tr[data-case]", new() { HasText = Story });
        var address = (await row.Locator("a").GetAttributeAsync("href"))!;

        await caseworker.OpenCaseAsync(address);
        await Assertions.Expect(caseworker.Page.Locator(".cm-contact")).ToContainTextAsync("0123 456");
        await caseworker.TakeUpAsync();
        await caseworker.WriteAsync("message", "We read it and begin.");
        await caseworker.WriteAsync("note", "Ask about the administrator.");
        await caseworker.ReleaseAsync(Story);
        await caseworker.SubmitFormAsync("REF-7");

        await using var second = await browser.NewPersonAsync();
        var colleague = await site.SignInAsync(second, RoleName.Caseworker, which: 1);
        await colleague.GoAsync("/takedowns");
        await colleague.Page.ClickAsync($"tbody a[href^='{address}']");
        await colleague.Page.GetByRole(AriaRole.Button, new() { Name = "Let it leave" }).ClickAsync();
        await Assertions.Expect(colleague.Page.Locator("#notice-list")).ToContainTextAsync($"Approved by {colleague.Account.Alias}", new() { Timeout = 60_000 });
        await Assertions.Expect(colleague.Page.Locator("#note-list")).ToContainTextAsync("Ask about the administrator.");

        await survivor.ComeBackAsync(words);
        await Assertions.Expect(survivor.Page.Locator("#case-messages")).ToContainTextAsync("We read it and begin.");
        await Assertions.Expect(survivor.Page.Locator("#case-ledger")).ToContainTextAsync("Telegram");
        Assert.DoesNotContain("administrator", await survivor.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(caseworker.Complaints);
        Assert.Empty(colleague.Complaints);
    }

    [Fact]
    public async Task Receipt_LostAndRenewedAfterTheAgreedCheck_OpensTheCaseAndTheOldOneDoesNot()
    {
        await using var her = await browser.NewPersonAsync();
        await ReportAsync(her, "Told first.");
        var (survivor, words) = await ReportAsync(her, "Told with the receipt that is lost.");
        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker);
        // Two cases with one link: found without reading either.
        foreach (var story in new[] { "Told first.", "Told with the receipt that is lost." })
        {
            await caseworker.GoAsync("/cases");
            await caseworker.OpenCaseAsync((await caseworker.Page.Locator("tr[data-case]", new() { HasText = story }).Locator("a").GetAttributeAsync("href"))!);
            await Assertions.Expect(caseworker.Page.Locator("#related-none:visible, #related-list li").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        }

        await caseworker.TakeUpAsync();
        await caseworker.Page.GetByRole(AriaRole.Button, new() { Name = "It is the same person" }).First.ClickAsync();
        await Assertions.Expect(caseworker.Page.Locator("#related-list")).ToContainTextAsync("the same person.", new() { Timeout = 60_000 });
        await caseworker.Page.ClickAsync("#receipt summary");
        await caseworker.Page.ClickAsync("#receipt-form button[type=submit]");
        await Assertions.Expect(caseworker.Page.Locator("#receipt-missing")).ToBeVisibleAsync();
        await caseworker.Page.CheckAsync("#receipt-checked");
        await caseworker.Page.FillAsync("#receipt-how", "She said the word.");
        await caseworker.Page.ClickAsync("#receipt-form button[type=submit]");
        await Assertions.Expect(caseworker.Page.Locator("#receipt-words li")).ToHaveCountAsync(8, new() { Timeout = 60_000 });
        await caseworker.LookAsync("receipt-renewed");
        var renewed = await caseworker.Page.Locator("#receipt-words li").AllTextContentsAsync();
        await Assertions.Expect(caseworker.Page.Locator("#note-list")).ToContainTextAsync("She said the word.", new() { Timeout = 60_000 });
        await caseworker.WriteAsync("message", "With the new one.");

        await survivor.Page.ReloadAsync();
        await survivor.Page.ClickAsync("[data-go=return]");
        await survivor.Page.FillAsync("#return-words", string.Join(' ', words));
        await survivor.ContinueAsync();
        await Assertions.Expect(survivor.Page.Locator("#error-summary, .govuk-error-message:not([hidden])").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await survivor.ComeBackAsync([.. renewed]);
        await Assertions.Expect(survivor.Page.Locator("#case-messages")).ToContainTextAsync("With the new one.");

        // She lets the organisation act in her name; the caseworker finds it and gives it a reference.
        await survivor.Page.GetByText("Let us act in your name").ClickAsync();
        await survivor.Page.ClickAsync("#authority-form button");
        await Assertions.Expect(survivor.Page.Locator("#authority-agree-error")).ToBeVisibleAsync();
        await survivor.Page.CheckAsync("#authority-agree");
        await survivor.Page.FillAsync("#authority-name", "Her Own Name");
        await survivor.Page.ClickAsync("#authority-form button");
        await Assertions.Expect(survivor.Page.Locator("#authority-state")).ToContainTextAsync("Her Own Name", new() { Timeout = 60_000 });
        await Screenshots.TakeAsync(survivor.Page, "survivor-authority");
        await caseworker.Page.ReloadAsync();
        await caseworker.Page.GetByRole(AriaRole.Button, new() { Name = "Give it a reference" }).ClickAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(caseworker.Page.Locator("#authority-list")).ToContainTextAsync("stands until", new() { Timeout = 60_000 });
        await caseworker.LookAsync("authority");

        var page = caseworker.Page;
        await page.SelectOptionAsync("#release-place", "IN");
        await Assertions.Expect(page.Locator("#release-why")).ToContainTextAsync("2 hours from our notice");
        await page.SelectOptionAsync("#release-place", "JP");
        await page.SelectOptionAsync("#release-regime", "jp-ipdp");
        await Assertions.Expect(page.Locator("#release-differs")).ToBeHiddenAsync();
        await page.ClickAsync("#release-form button");
        await Assertions.Expect(page.Locator("#preview-list .cm-preview__against")).ToContainTextAsync("Only she, a guardian or a lawyer may send this", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#sign-form")).ToBeHiddenAsync();
        await page.SelectOptionAsync("#release-place", "IN");
        await page.SelectOptionAsync("#release-regime", "us-tida");
        await page.ClickAsync("#release-form button");
        await Assertions.Expect(page.Locator("#release-reason-missing")).ToBeVisibleAsync();
        await page.FillAsync("#release-reason", "their Indian desk never answers");
        await page.ClickAsync("#release-form button");
        await Assertions.Expect(page.Locator("#preview-list")).ToContainTextAsync("TAKE IT DOWN", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#preview-list .cm-preview__unconfirmed")).ToContainTextAsync("Not confirmed", new() { Timeout = 60_000 });
        await caseworker.LookAsync("release-another-law");
        await page.CheckAsync("#sign-adult");
        await page.ClickAsync("#sign-form button");
        await Assertions.Expect(page.Locator("#note-list")).ToContainTextAsync("their Indian desk never answers", new() { Timeout = 60_000 });
        Assert.Empty(caseworker.Complaints);
    }

    [Fact]
    public async Task TypedText_KeysLock_ComesBackSealedAndWhole()
    {
        await using var her = await browser.NewPersonAsync();
        await ReportAsync(her, "Taken up and locked in the middle of a note.");
        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Supervisor);
        await caseworker.OpenCaseAsync((await caseworker.Page.Locator("tr[data-case]", new() { HasText = "Taken up and locked in the middle of a note." }).Locator("a").GetAttributeAsync("href"))!);
        await caseworker.TakeUpAsync();
        await caseworker.Page.FillAsync("#note-text", "half a thought");

        await caseworker.Page.ClickAsync("#lock-now");
        await caseworker.Page.WaitForURLAsync("**/keys?next=**");
        await caseworker.UnlockAsync("/cases/");

        await Assertions.Expect(caseworker.Page.Locator("#note-text")).ToHaveValueAsync("half a thought", new() { Timeout = 60_000 });
        await Assertions.Expect(caseworker.Page.Locator("#note-restored")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task NewCase_ByPhone_IsSealedHereAndOpensWithTheWordsThatAreReadOut()
    {
        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker);
        var page = caseworker.Page;
        await caseworker.GoAsync("/cases/new");
        await page.ClickAsync("#new-case button[type=submit]");
        await Assertions.Expect(page.Locator("#error")).ToContainTextAsync("first two questions");
        await page.CheckAsync("#source-phone");
        await page.CheckAsync("#about-me");
        await page.CheckAsync("#danger-now");
        await page.CheckAsync("#age-minor");
        await page.FillAsync("#links", "see https://t.me/somechannel/9 and https://t.me/login/84213 and more");
        await Assertions.Expect(page.Locator("#links-read")).ToContainTextAsync("left out");
        await page.FillAsync("#story", "She phoned: tg://login?code=84213 came.");

        await page.DblClickAsync("#new-case button[type=submit]");
        await Assertions.Expect(page.Locator("#done")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var words = await page.Locator("#done-words li").AllTextContentsAsync();
        await page.ClickAsync("#done-link");
        await Assertions.Expect(page.Locator("#note-form")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await Assertions.Expect(page.Locator("#report-list")).ToContainTextAsync("She phoned: … came.");
        Assert.DoesNotContain("84213", await page.ContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("#contact-marks")).ToContainTextAsync("danger now");
        await Assertions.Expect(page.Locator("#release-referral")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#release-form")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#documents-why")).ToContainTextAsync("under 18");
        await Assertions.Expect(page.Locator("#document-ask")).ToBeHiddenAsync();
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.ComeBackAsync([.. words]);
    }

    [Theory]
    [InlineData(390)]
    public async Task Pages_OfCaseWork_AreAccessibleAndFit(int width)
    {
        await using var her = await browser.NewPersonAsync();
        await ReportAsync(her, "Looked at page by page.");
        await using var person = await browser.NewPersonAsync(new() { ViewportSize = new() { Width = width, Height = 844 } });
        var caseworker = await site.SignInAsync(person, RoleName.Supervisor, which: 1);

        await caseworker.GoAsync("/cases?queue=all");
        await caseworker.WaitForCardsAsync();
        await caseworker.LookAsync("queue");
        await caseworker.OpenCaseAsync((await caseworker.Page.Locator("tr[data-case] a").First.GetAttributeAsync("href"))!);
        await caseworker.LookAsync("case");
        foreach (var address in new[] { "/cases/new", "/takedowns", "/takedowns?list=due", "/contacts", "/platforms", "/platforms/telegram", "/platforms/telegram/fields/0", "/regimes", "/regimes/cn-civil-1195" })
        {
            await caseworker.GoAsync(address);
            await caseworker.LookAsync(address.Replace('/', '-').Replace('?', '-'));
        }

        Assert.Empty(caseworker.Complaints);
    }

    private async Task<(SurvivorBrowserPage Survivor, string[] Words)> ReportAsync(IBrowserContext her, string story)
    {
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync(story);
        return (survivor, await survivor.SendAsync());
    }
}
