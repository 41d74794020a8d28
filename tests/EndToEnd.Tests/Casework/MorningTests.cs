using System.Globalization;
using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>A caseworker's morning: what waits, an answer, a reminder, a colleague who covers, a case that is handed over.</summary>
public sealed class MorningTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const string Note = "She can be reached in the evening only.";
    private const string Reply = "Thank you, we read your message.";

    private static readonly LocatorAssertionsToBeVisibleOptions Slow = new() { Timeout = 60_000 };

    [Fact]
    public async Task Morning_FromTheFirstMessageToTheHandover_NothingIsForgotten()
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync("A morning's story.");
        var words = await survivor.SendAsync();
        await using var first = await browser.NewPersonAsync();
        var wren = await site.SignInAsync(first, RoleName.Caseworker);
        await using var second = await browser.NewPersonAsync();
        var supervisor = await site.SignInAsync(second, RoleName.Supervisor);
        var address = await TakeUpAsync(wren);

        await SaveReplyAsync(supervisor);
        await survivor.ComeBackAsync(words);
        await WriteAsync(survivor, "Are you there?");
        await AnswerAsync(wren, address);
        await RemindAsync(wren, address);

        await WriteAsync(survivor, "One more thing.");
        await LeaveAndCoverAsync(wren, supervisor, address);
        await HandOverAsync(wren, supervisor, address);

        Assert.Empty(wren.Complaints);
    }

    private static async Task<string> TakeUpAsync(CaseworkerPage wren)
    {
        await wren.GoAsync("/");
        await Assertions.Expect(wren.Page.Locator("main")).ToContainTextAsync("Nothing waits for you.");
        await wren.LookAsync("needs-empty");
        await wren.GoAsync("/cases");
        var address = (await wren.Page.Locator("tr[data-case] a").First.GetAttributeAsync("href"))!;
        await wren.OpenCaseAsync(address);
        await wren.TakeUpAsync();
        return address;
    }

    private static async Task SaveReplyAsync(CaseworkerPage supervisor)
    {
        await supervisor.GoAsync("/replies/add");
        await supervisor.Page.FillAsync("#title", "We read it");
        await supervisor.Page.FillAsync("#words", Reply);
        await supervisor.LookAsync("reply");
        await supervisor.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(supervisor.Page.Locator(".cm-replies")).ToContainTextAsync(Reply);
        await supervisor.LookAsync("replies");
    }

    private static async Task WriteAsync(SurvivorBrowserPage survivor, string text)
    {
        await survivor.Page.FillAsync("#case-write", text);
        await survivor.Page.ClickAsync("#case-write-form button");
        await Assertions.Expect(survivor.Page.Locator(".cm-message", new() { HasText = text })).ToBeVisibleAsync(Slow);
    }

    private static async Task AnswerAsync(CaseworkerPage wren, string address)
    {
        await wren.GoAsync("/");
        var waiting = wren.Page.Locator("tr[data-need=message] a");
        await Assertions.Expect(waiting).ToHaveAttributeAsync("href", $"{address}#messages");
        await wren.LookAsync("needs");
        await waiting.ClickAsync();
        await Assertions.Expect(wren.Page.Locator("#message-waits")).ToBeVisibleAsync(Slow);

        await wren.Page.FillAsync("#message-text", "Dear you, ");
        await wren.Page.ClickAsync("#replies summary");
        await Assertions.Expect(wren.Page.Locator("#reply option")).ToHaveCountAsync(2);
        await wren.Page.SelectOptionAsync("#reply", new SelectOptionValue { Label = "We read it (en)" });
        await wren.LookAsync("reply-chosen");
        await wren.Page.ClickAsync("#reply-insert");
        await Assertions.Expect(wren.Page.Locator("#message-text")).ToHaveValueAsync($"Dear you, {Reply}");
        await wren.Page.DblClickAsync("#message-form button[type=submit]");
        await Assertions.Expect(wren.Page.Locator("#message-list")).ToContainTextAsync($"Dear you, {Reply}", new() { Timeout = 60_000 });
        await Assertions.Expect(wren.Page.Locator("#message-waits")).ToBeHiddenAsync();

        await wren.GoAsync("/");
        await Assertions.Expect(wren.Page.Locator("main")).ToContainTextAsync("Nothing waits for you.");
    }

    private async Task RemindAsync(CaseworkerPage wren, string address)
    {
        await wren.OpenCaseAsync(address);
        var page = wren.Page;
        var now = site.App.Clock.GetUtcNow();
        await page.GetByRole(AriaRole.Button, new() { Name = "Tomorrow", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#reminder-day")).ToHaveValueAsync(now.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.ClickAsync("#reminder-form button[type=submit]");
        await Assertions.Expect(page.Locator("#reminder-text-missing")).ToBeVisibleAsync();

        var due = now.AddMinutes(3);
        await page.FillAsync("#reminder-text", "Ask whether it is gone.");
        await page.FillAsync("#reminder-day", due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.FillAsync("#reminder-time", due.ToString("HH:mm", CultureInfo.InvariantCulture));
        await page.DblClickAsync("#reminder-form button[type=submit]");
        await Assertions.Expect(page.Locator("#reminder-list li")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        await wren.LookAsync("reminder");

        site.App.Clock.Advance(TimeSpan.FromMinutes(4));
        await wren.GoAsync("/");
        await page.Locator("tr[data-need=reminder] a").ClickAsync();
        await Assertions.Expect(page.Locator("#reminder-list")).ToContainTextAsync("Ask whether it is gone.", new() { Timeout = 60_000 });
        await page.Locator("#reminder-list").GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true }).DblClickAsync();
        await Assertions.Expect(page.Locator("#reminders-none")).ToBeVisibleAsync(Slow);
        await Assertions.Expect(page.Locator("#reminders-old")).ToBeVisibleAsync();
    }

    private async Task LeaveAndCoverAsync(CaseworkerPage wren, CaseworkerPage supervisor, string address)
    {
        await wren.GoAsync("/away");
        await wren.LookAsync("away");
        await wren.Page.FillAsync("#back-on", site.App.Clock.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await wren.Page.SelectOptionAsync("#cover", new SelectOptionValue { Label = supervisor.Account.Alias });
        await wren.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(wren.Page.Locator(".cm-away")).ToContainTextAsync($"{supervisor.Account.Alias} covers");
        await wren.LookAsync("away-set");

        await supervisor.GoAsync("/");
        await Assertions.Expect(supervisor.Page.Locator("tr[data-need=message]")).ToContainTextAsync($"for {wren.Account.Alias}");
        await supervisor.LookAsync("needs-covered");
        await supervisor.GoAsync("/team");
        await Assertions.Expect(supervisor.Page.Locator("main table")).ToContainTextAsync("covers");
        await supervisor.LookAsync("team");
        await supervisor.GoAsync("/cases?queue=all");
        await Assertions.Expect(supervisor.Page.Locator("tr[data-case]").First).ToContainTextAsync($"{supervisor.Account.Alias} covers");
        await supervisor.OpenCaseAsync(address);
        await Assertions.Expect(supervisor.Page.Locator("#assignment")).ToContainTextAsync("away until");

        await wren.GoAsync("/away");
        await wren.Page.GetByRole(AriaRole.Button, new() { Name = "I am back" }).ClickAsync();
        await Assertions.Expect(wren.Page.Locator(".cm-away")).ToHaveCountAsync(0);
    }

    private static async Task HandOverAsync(CaseworkerPage wren, CaseworkerPage supervisor, string address)
    {
        await wren.OpenCaseAsync(address);
        await wren.Page.ClickAsync("#colleagues summary");
        await Assertions.Expect(wren.Page.Locator("#colleague option")).Not.ToHaveCountAsync(0);
        await wren.Page.SelectOptionAsync("#colleague", new SelectOptionValue { Label = supervisor.Account.Alias });
        await wren.Page.FillAsync("#colleague-note", Note);
        await wren.LookAsync("handover-write");
        await wren.Page.ClickAsync("#colleague-give");
        await Assertions.Expect(wren.Page.Locator("#offer-withdraw")).ToBeVisibleAsync(Slow);
        await Assertions.Expect(wren.Page.Locator("#note-list")).ToContainTextAsync(Note);
        await Assertions.Expect(wren.Page.Locator("#handover")).ToBeHiddenAsync();

        await supervisor.GoAsync("/");
        await supervisor.LookAsync("needs-offered");
        await supervisor.OpenCaseAsync(address);
        await Assertions.Expect(supervisor.Page.Locator("#handover-list")).ToContainTextAsync(Note);
        await supervisor.LookAsync("handover");
        await supervisor.Page.ClickAsync("#offer-accept");
        await Assertions.Expect(supervisor.Page.Locator("#assignment")).ToContainTextAsync("You", new() { Timeout = 60_000 });
        await Assertions.Expect(supervisor.Page.Locator("#handover-list")).ToContainTextAsync(Note);
        await supervisor.Page.DblClickAsync("#handover-read");
        await Assertions.Expect(supervisor.Page.Locator("#handover")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await supervisor.OpenCaseAsync(address);
        await Assertions.Expect(supervisor.Page.Locator("#handover")).ToBeHiddenAsync();
        await Assertions.Expect(supervisor.Page.Locator("#note-list")).ToContainTextAsync(Note);
    }
}
