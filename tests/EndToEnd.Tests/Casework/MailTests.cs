using System.Security.Cryptography;
using CaseManager.Core.Access;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>What platforms write back, from the mailbox to her page.</summary>
public sealed class MailTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const float Slow = 60_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_SortedConfirmedAndShown_ReachHer()
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync("Answered in the end.");
        var words = await survivor.SendAsync();
        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker);
        await caseworker.WaitForCardsAsync();
        await caseworker.OpenCaseAsync((await caseworker.Page.Locator("tr[data-case]", new() { HasText = "Answered in the end." }).Locator("a").GetAttributeAsync("href"))!);
        await caseworker.TakeUpAsync();
        await caseworker.ReleaseAsync("Answered in the end.");
        var notice = await MailNoticeAsync();
        var tokens = site.App.Services.GetRequiredService<MailTokens>();
        await ReceiveAsync(AnswerClasses.ConfirmAddress, "confirm please", "Press the link so that we read your mail.", tokens.ReplyAddress(notice.Id));
        await ReceiveAsync(AnswerClasses.SaysRemoved, "Re: something", "We took it down, says nobody we know.", to: null);
        await ReceiveAsync(AnswerClasses.Other, "زيارة الموقع", "Buy our watches", to: null);
        var page = caseworker.Page;

        await caseworker.GoAsync("/mail");
        await Assertions.Expect(page.Locator("#mail-addresses")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#mail-list article")).ToHaveCountAsync(2, new() { Timeout = Slow });
        await Assertions.Expect(page.Locator("#mail-list")).ToContainTextAsync("We took it down, says nobody we know.");
        await caseworker.LookAsync("mail");

        var removed = page.Locator("#mail-list article", new() { HasText = "We took it down" });
        await removed.GetByText("It answers a notice of ours").ClickAsync();
        await removed.GetByRole(AriaRole.Button, new() { Name = "Put it into the case" }).ClickAsync();
        await Assertions.Expect(page.Locator("#error")).ToContainTextAsync("choose the notice");
        await removed.Locator("input[type=text]").FillAsync(notice.Code!.ToLowerInvariant());
        await removed.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Assertions.Expect(removed.Locator("input[type=radio]")).ToHaveCountAsync(1, new() { Timeout = Slow });
        await caseworker.LookAsync("mail-attach");
        await removed.GetByRole(AriaRole.Button, new() { Name = "Put it into the case" }).DblClickAsync();
        await Assertions.Expect(page.Locator("#mail-list article")).ToHaveCountAsync(1, new() { Timeout = Slow });
        await page.Locator("#mail-list article").GetByText("It is nothing for us").ClickAsync();
        await page.Locator("#mail-list article").GetByRole(AriaRole.Button, new() { Name = "Destroy it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#mail-none")).ToBeVisibleAsync(new() { Timeout = Slow });

        await page.Locator("main table a").First.ClickAsync();
        var card = page.Locator("article.cm-notice", new() { HasText = "Press the link so that we read your mail." });
        await Assertions.Expect(card).ToContainTextAsync("Nothing proves that the recipient wrote this.", new() { Timeout = Slow });
        await caseworker.LookAsync("mail-answers");
        await card.Locator("select[id^=mail-kind-]").SelectOptionAsync(AnswerClasses.AsksForMore);
        await card.GetByRole(AriaRole.Button, new() { Name = "Say what it is" }).ClickAsync();
        await Assertions.Expect(page.Locator("select[id^=mail-kind-]")).ToHaveCountAsync(0, new() { Timeout = Slow });
        var told = page.Locator(".cm-answer", new() { HasText = "We took it down" });
        await told.GetByRole(AriaRole.Button, new() { Name = "Show her this answer" }).DblClickAsync();
        await Assertions.Expect(told).ToContainTextAsync("She can read this answer.", new() { Timeout = Slow });

        await survivor.ComeBackAsync(words);
        await Assertions.Expect(survivor.Page.Locator("#case-messages")).ToContainTextAsync("We took it down, says nobody we know.");
        Assert.DoesNotContain("Press the link", await survivor.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(caseworker.Complaints);
    }

    private async Task<Notice> MailNoticeAsync()
    {
        await using var database = site.Database.Open();
        return await database.Set<Notice>().AsNoTracking().SingleAsync(notice => notice.Route == NoticeRoute.Mail, Cancel);
    }

    private async Task ReceiveAsync(string what, string subject, string text, string? to)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var receive = scope.ServiceProvider.GetRequiredService<ReceiveMail>();
        var last = await receive.CursorAsync("inbox", 1, Cancel);
        await receive.RunAsync(
            new InboundMail
            {
                Place = new MailPlace("inbox", 1, last + 1),
                RawHash = RandomNumberGenerator.GetBytes(32),
                ReceivedAt = site.App.Clock.GetUtcNow(),
                Kind = MailKinds.Answer,
                Class = what,
                Rule = "en.test",
                Recipients = to is null ? [] : [to],
                From = "Desk <desk@elsewhere.example>",
                FromDomain = "elsewhere.example",
                Subject = subject,
                Text = text,
            },
            Cancel);
    }
}
