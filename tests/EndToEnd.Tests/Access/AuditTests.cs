using System.Globalization;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.DailyHeads;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.EndToEnd.Tests.Hostile;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Npgsql;

namespace CaseManager.EndToEnd.Tests.Access;

public sealed class AuditTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait(HostileListTests.Trait, "audit-that-went-backwards")]
    public async Task Auditor_CountersignsADailyHead_ButNoneThatHasLostSomething()
    {
        // A clock of its own: days go by, and her session does not end.
        var days = new FakeTimeProvider(site.App.Clock.GetUtcNow());
        var caseId = await AddChainAsync(days);
        await TakeHeadAsync(days);
        var (chromium, auditor) = await StaffBrowserPage.OpenAsync(browser, site, width: 390);
        await using var closing = chromium;
        await auditor.SignInAsync(site.Accounts.Single(one => one.Name == "birch"));
        await auditor.GoAsync("/audit");
        await Assertions.Expect(auditor.Page.Locator("#heads-locked")).ToBeVisibleAsync();
        await auditor.LookAsync("audit-locked");
        await auditor.Page.Locator("#heads-locked a").ClickAsync();
        await auditor.UnlockAsync(site.Accounts.Single(one => one.Name == "birch").Passphrase!);
        await Assertions.Expect(auditor.Page.Locator("#heads-form")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await SignAsync(auditor);
        await auditor.Page.Locator("#heads-told").SaysAsync("from now on it has");
        days.Advance(TimeSpan.FromDays(1));
        await TakeHeadAsync(days);
        await SignAsync(auditor);
        await auditor.Page.Locator("#heads-told").SaysAsync("continue everything");
        await auditor.GoAsync("/audit");
        await auditor.Page.Locator("#heads-list tr").First.SaysAsync("Birch");
        await auditor.Page.Locator("#events").SaysAsync("Daily head countersigned");
        await Assertions.Expect(auditor.Page.Locator("#heads-form")).ToBeVisibleAsync();
        await LookAsync(auditor, "audit");

        await ShortenAsync(caseId);
        days.Advance(TimeSpan.FromDays(1));
        await TakeHeadAsync(days);
        await SignAsync(auditor);
        await auditor.Error.SaysAsync("went backwards: there were 2 events when you countersigned, now there are 1. Nothing was signed.");
        await LookAsync(auditor, "audit-backwards");
        await auditor.GoAsync("/audit?kind=DailyHeadSigned&reference=xyz");
        await auditor.Summary.SaysAsync("eight characters");
        await auditor.GoAsync("/audit?kind=CaseReopened");
        await auditor.Page.Locator("#no-events").SaysAsync("No event fits");
        await auditor.LookAsync("audit-nothing");
        Assert.Empty(auditor.Complaints);
    }

    private static async Task LookAsync(StaffBrowserPage auditor, string name)
    {
        foreach (var width in new[] { 1280, 390 })
        {
            await auditor.Page.SetViewportSizeAsync(width, 844);
            await auditor.LookAsync(name);
        }
    }

    private static Task SignAsync(StaffBrowserPage auditor) => auditor.Page.Locator("#heads-form button").ClickAsync();

    private async Task<Guid> AddChainAsync(FakeTimeProvider days)
    {
        var caseId = RandomId.New();
        await using var database = site.Database.Open();
        await using var transaction = await database.Database.BeginTransactionAsync(Cancel);
        var log = new AuditLog(database, days);
        await log.AppendAsync(caseId, "ReportReceived", Actor.Survivor, [], Cancel);
        await log.AppendAsync(caseId, "CaseTakenUp", Actor.Server, [], Cancel);
        await transaction.CommitAsync(Cancel);
        return caseId;
    }

    private async Task TakeHeadAsync(FakeTimeProvider days)
    {
        await using var database = site.Database.Open();
        var options = site.App.Services.GetRequiredService<DailyHeadOptions>();
        Assert.NotNull(await new TakeDailyHead(database, new AuditLog(database, days), options, days).RunAsync(Cancel));
        Assert.Empty((await new WriteHeadFiles(database, new HeadFolder(options), days).RunAsync(Cancel)).Faults);
    }

    /// <summary>What somebody with the owner's rights does to make an event disappear.</summary>
    private async Task ShortenAsync(Guid caseId)
    {
        await using var owner = new NpgsqlConnection(site.Database.Owner);
        await owner.OpenAsync(Cancel);
        await using var command = owner.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            delete from audit.events where "ChainId" = '{caseId}' and "Sequence" = 2;
            update audit.heads set "Sequence" = 1, "Hash" = (select "Hash" from audit.events where "ChainId" = '{caseId}') where "ChainId" = '{caseId}'
            """);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
