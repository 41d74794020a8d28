using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Venues;
using CaseManager.EndToEnd.Tests.Access;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>Two survivors with links in one channel, the channel's page and file, and one notice about the whole that both may see.</summary>
public sealed class VenuesTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const float Slow = 60_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Channel_OfTwoCases_HasItsPageAndSuccessor_AndOneNoticeThatBothSeeAndNeitherTellsOfTheOther()
    {
        await using var her = await browser.NewPersonAsync();
        await using var other = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync("The first of two.");
        var words = await survivor.SendAsync();
        var second = await SurvivorBrowserPage.OpenAsync(other, site.App);
        await second.FillInAsync("The second of two.", pasted: "https://t.me/somechannel/456\nhttps://t.me/somechannel_backup/7", links: 2);
        await second.SendAsync();

        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker);
        var page = caseworker.Page;
        var firstCase = await ReleaseAsync(caseworker, "The first of two.");
        await ReleaseAsync(caseworker, "The second of two.");
        await UseAsync<CompareVenues>(compare => compare.RunAsync(Cancel));

        await caseworker.GoAsync("/venues");
        await page.FillAsync("#link", "https://t.me/somechannel/999");
        await caseworker.LookAsync("venues");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("https://t.me/somechannel");
        await Assertions.Expect(page.Locator("#venue-cases li")).ToHaveCountAsync(2);
        await page.FillAsync("[id^=reason-]", "Its pinned post names the new one.");
        await caseworker.LookAsync("venue-suggested");
        await page.GetByRole(AriaRole.Button, new() { Name = "It came after this one" }).DblClickAsync();
        await Assertions.Expect(page.Locator("article")).ToContainTextAsync("came after this one", new() { Timeout = Slow });

        await page.ClickAsync("#start-file");
        await Assertions.Expect(page.Locator("#new-case")).ToBeVisibleAsync(new() { Timeout = Slow });
        await page.CheckAsync("#source-bystander");
        await caseworker.LookAsync("venue-file");
        await page.DblClickAsync("#new-case button[type=submit]");
        await page.ClickAsync("#done-link");
        await Assertions.Expect(page.Locator("#case-body")).ToBeVisibleAsync(new() { Timeout = Slow });
        await Assertions.Expect(page.Locator("#file-of")).ToContainTextAsync("the file of a channel");
        await caseworker.ReleaseAsync("The first of two.");
        await Assertions.Expect(page.Locator("#notice-list")).ToContainTextAsync("Scope: the channel as a whole");
        await caseworker.LookAsync("venue-file-case");
        await LeaveAsync();

        await caseworker.OpenCaseAsync(firstCase);
        await Assertions.Expect(page.Locator("#request-list")).ToContainTextAsync("Belongs to: channel https://t.me/somechannel");
        await Assertions.Expect(page.Locator("#request-list")).ToContainTextAsync("A successor was found: https://t.me/somechannel_backup");
        await Assertions.Expect(page.Locator("#shared")).ToContainTextAsync("it has left");
        await caseworker.LookAsync("venue-member");
        await page.Locator("#request-list a", new() { HasText = "https://t.me/somechannel" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("#timeline")).ToContainTextAsync("Notice about the whole to Telegram (email): it has left");
        await caseworker.LookAsync("venue");

        await survivor.ComeBackAsync(words);
        var ledger = survivor.Page.Locator("#case-ledger");
        await Assertions.Expect(ledger).ToContainTextAsync("About the whole channel");
        await Assertions.Expect(ledger).Not.ToContainTextAsync("456");
        await survivor.Page.Locator("#case-ledger li").Last.ScrollIntoViewIfNeededAsync();
        await Looks.TakeAsync(survivor.Page, "survivor-whole-channel");
        Assert.Empty(caseworker.Complaints);
        Assert.Empty(survivor.Complaints);
    }

    /// <summary>Takes a case up and releases what it names.</summary>
    private static async Task<string> ReleaseAsync(CaseworkerPage caseworker, string story)
    {
        await caseworker.GoAsync("/cases");
        await caseworker.WaitForCardsAsync();
        var address = (await caseworker.Page.Locator("tr[data-case]", new() { HasText = story }).Locator("a").GetAttributeAsync("href"))!;
        await caseworker.OpenCaseAsync(address);
        await caseworker.TakeUpAsync();
        await caseworker.ReleaseAsync(story);
        return address;
    }

    // The relay took the mail; there is none here.
    private async Task LeaveAsync()
    {
        var now = site.App.Clock.GetUtcNow();
        await UseAsync<CaseManagerDbContext>(database => database.Set<Notice>()
            .Where(notice => notice.Route == NoticeRoute.Mail && database.Set<SharedNotice>().Any(shared => shared.NoticeId == notice.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(notice => notice.State, NoticeState.Accepted).SetProperty(notice => notice.LeftAt, now), Cancel));
        await UseAsync<TellMembers>(tell => tell.RunAsync(Cancel));
    }

    private async Task UseAsync<TService>(Func<TService, Task> use)
        where TService : notnull
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
