using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.FollowUp;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>A recipient does not act: the next step comes up, and a person takes it or leaves it out.</summary>
public sealed class StepsTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const float Slow = 60_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silence_ComesUpAsAStep_ARemindersWordsAreReadAndSigned_AndSheReadsThem()
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync("Nobody answered.");
        var words = await survivor.SendAsync();
        await using (var person = await browser.NewPersonAsync())
        {
            var first = await site.SignInAsync(person, RoleName.Caseworker);
            await first.WaitForCardsAsync();
            await first.OpenCaseAsync((await first.Page.Locator("tr[data-case]", new() { HasText = "Nobody answered." }).Locator("a").GetAttributeAsync("href"))!);
            await first.TakeUpAsync();
            await first.ReleaseAsync("Nobody answered.");
        }

        await LeaveAsync();
        site.App.Clock.Advance(TimeSpan.FromDays(3));
        await using (var scope = site.App.Services.CreateAsyncScope())
        {
            Assert.Empty((await scope.ServiceProvider.GetRequiredService<FireTimers>().RunAsync(Cancel)).Failed);
        }

        await using var later = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(later, RoleName.Caseworker);
        var page = caseworker.Page;
        await caseworker.GoAsync("/takedowns?list=next-steps");
        await caseworker.LookAsync("next-steps");
        await page.Locator("tbody a").First.ClickAsync();
        var step = page.Locator("section[id^=step-]");
        await Assertions.Expect(step).ToContainTextAsync("Next step: Remind them", new() { Timeout = Slow });
        await step.GetByRole(AriaRole.Button, new() { Name = "Prepare" }).ClickAsync();
        await Assertions.Expect(step.Locator("article")).ToContainTextAsync("refers to our notice", new() { Timeout = Slow });
        await caseworker.LookAsync("step-reminder");
        await step.Locator("input[id^=follow-adult-]").CheckAsync();
        await step.GetByRole(AriaRole.Button, new() { Name = "Sign and release" }).DblClickAsync();
        await Assertions.Expect(page.Locator("#notice-list")).ToContainTextAsync("Follows up an earlier notice", new() { Timeout = Slow });
        await Assertions.Expect(page.Locator("#notice-list article")).ToHaveCountAsync(3, new() { Timeout = Slow });

        await survivor.ComeBackAsync(words);
        await Assertions.Expect(survivor.Page.Locator("#case-ledger")).ToContainTextAsync("refers to our notice");
        Assert.Empty(caseworker.Complaints);
    }

    // The relay took the mail; there is none here.
    private async Task LeaveAsync()
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CaseManagerDbContext>();
        var now = site.App.Clock.GetUtcNow();
        await database.Set<Notice>().Where(row => row.Route == NoticeRoute.Mail).ExecuteUpdateAsync(
            row => row.SetProperty(notice => notice.State, NoticeState.Accepted).SetProperty(notice => notice.LeftAt, now), Cancel);
        var left = await database.Set<Notice>().SingleAsync(row => row.Route == NoticeRoute.Mail, Cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(Cancel);
        await scope.ServiceProvider.GetRequiredService<AuditLog>().LockAsync(left.CaseId, Cancel);
        await scope.ServiceProvider.GetRequiredService<StartClocks>().RunAsync(left, now, Actor.Job("send-notices"), Cancel);
        await database.SaveChangesAsync(Cancel);
        await transaction.CommitAsync(Cancel);
    }
}
