using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Coding;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;
using CaseManager.Core.Takedowns;
using CaseManager.EndToEnd.Tests.Access;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>What becomes of what was counted: once the figures are fixed, and when she deletes everything.</summary>
public sealed class CountedLaterTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Slow = new() { Timeout = 60_000 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakenBack_AfterTheFiguresAreFixed_TellsBothThatTheyStay()
    {
        await using var her = await browser.NewPersonAsync(Phone());
        await using var person = await browser.NewPersonAsync();
        var (survivor, caseworker, address) = await CountAsync(her, person, "Fixed before she took it back.", 0);
        var bytes = await BuildAsync();
        var before = await CountedAsync();

        await survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Do not count me" }).ClickAsync();

        await survivor.Page.Locator("#counted-list").SaysAsync("The numbers of that month were fixed before. They stay as they are, and nobody can be found in them.");
        await Assertions.Expect(survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Do not count me" })).ToHaveCountAsync(0);
        await Looks.TakeAsync(survivor.Page, "survivor-counted-fixed");
        Assert.Equal(before - 1, await CountedAsync());
        Assert.Equal(bytes, await ExportAsync());
        await using var later = await browser.NewPersonAsync();
        var again = await site.SignInAsync(later, RoleName.Caseworker);
        await again.OpenCaseAsync(address);
        await again.Page.Locator("#count-list").SaysAsync("Taken out after the figures of that month were fixed");
        await Assertions.Expect(again.Page.Locator("#count-intake")).ToBeHiddenAsync();
        Assert.Empty(survivor.Complaints);
        Assert.Empty(caseworker.Complaints);
        Assert.Empty(again.Complaints);
    }

    [Fact]
    public async Task Report_DeletedWithTheTick_TakesHerOutOfAnOpenMonth_AndNobodyElse()
    {
        await using var her = await browser.NewPersonAsync(Phone());
        await using var person = await browser.NewPersonAsync();
        var (survivor, caseworker, _) = await CountAsync(her, person, "Deleted with everything.", 1);
        await AddAnotherAsync();
        await EmptyInboxAsync();
        var before = await CountedAsync();

        await survivor.Page.Locator("details:has(#case-delete-form) > summary").ClickAsync();
        await Assertions.Expect(survivor.Page.Locator("label[for=case-delete-counted]")).ToBeVisibleAsync();
        await survivor.Page.CheckAsync("#case-delete-counted");
        await survivor.Page.ClickAsync("#case-delete-form button[type=submit]");
        await Assertions.Expect(survivor.Page.Locator("#case-delete-confirm-error")).ToBeVisibleAsync();
        Assert.Equal(before, await CountedAsync());
        await survivor.Page.CheckAsync("#case-delete-confirm");
        await survivor.Page.DblClickAsync("#case-delete-form button[type=submit]");

        await survivor.ExpectAsync("deleted", seconds: 60);
        Assert.Equal(before - 1, await CountedAsync());
        Assert.Empty(survivor.Complaints);
        Assert.Empty(caseworker.Complaints);
    }

    [Fact]
    public async Task Closure_OfACaseWithRequests_IsProposed_AndCountsNothingUnasked()
    {
        await using var her = await browser.NewPersonAsync();
        await using var person = await browser.NewPersonAsync(new() { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        var (survivor, caseworker, address) = await TakeUpAsync(her, person, "Gone within two days.", 1);
        await caseworker.ReleaseAsync("Gone within two days.");
        await caseworker.SubmitFormAsync("TG-17");
        await SeeGoneAsync(TimeSpan.FromHours(30));
        var before = await CountedAsync();
        await caseworker.OpenCaseAsync(address);
        await caseworker.Page.SelectOptionAsync("#close-outcome", "removed_all");
        await caseworker.Page.ClickAsync("#close-form button");
        await Assertions.Expect(caseworker.Page.Locator("#count-closure")).ToBeVisibleAsync(Slow);

        await caseworker.Page.Locator("#count-closure summary").ClickAsync();
        await Assertions.Expect(caseworker.Page.Locator("#count-closure-outcome")).ToHaveValueAsync("removed_all");
        await Assertions.Expect(caseworker.Page.Locator("#count-closure-removalTime")).ToHaveValueAsync("up_to_48h");
        await caseworker.Page.Locator("#count-closure-outcome-proposed").SaysAsync("Proposed");
        await caseworker.LookAsync("counting-proposed");
        await caseworker.Page.ClickAsync("#count-closure-form button");
        await Assertions.Expect(caseworker.Page.Locator("#count-closure-missing")).ToBeVisibleAsync();
        Assert.Equal(before, await CountedAsync());
        await caseworker.Page.SelectOptionAsync("#count-closure-platform", "telegram");
        await caseworker.Page.SelectOptionAsync("#count-closure-removalTime", "up_to_7d");
        await Assertions.Expect(caseworker.Page.Locator("#count-closure-removalTime-proposed")).ToBeHiddenAsync();
        await Assertions.Expect(caseworker.Page.Locator("#count-closure-outcome-proposed")).ToBeVisibleAsync();
        await caseworker.Page.DblClickAsync("#count-closure-form button");

        await caseworker.Page.Locator("#count-list").SaysAsync("Telegram · Everything removed · Up to 7 days");
        Assert.Equal(before + 1, await CountedAsync());
        Assert.Empty(survivor.Complaints);
        Assert.Empty(caseworker.Complaints);
    }

    private static BrowserNewContextOptions Phone() => new() { ViewportSize = new ViewportSize { Width = 390, Height = 844 } };

    /// <summary>A report whose sender lets herself be counted, counted as it came in; her page shows it.</summary>
    private async Task<(SurvivorBrowserPage Survivor, CaseworkerPage Caseworker, string Address)> CountAsync(IBrowserContext her, IBrowserContext person, string story, int which)
    {
        var (survivor, caseworker, address) = await TakeUpAsync(her, person, story, which);
        await caseworker.Page.Locator("#count-intake summary").ClickAsync();
        await caseworker.Page.SelectOptionAsync("#count-intake-platform", "telegram");
        await caseworker.Page.SelectOptionAsync("#count-intake-harmType", "threat_to_share");
        await caseworker.Page.SelectOptionAsync("#count-intake-country", "KR");
        await caseworker.Page.SelectOptionAsync("#count-intake-ageBand", "unknown");
        await caseworker.Page.ClickAsync("#count-intake-form button");
        await caseworker.Page.Locator("#count-list").SaysAsync("Telegram · Threat to share");
        await survivor.Page.ClickAsync("#case-refresh");
        await Assertions.Expect(survivor.Page.Locator("#case-counted")).ToBeVisibleAsync(Slow);
        return (survivor, caseworker, address);
    }

    /// <summary>A report whose sender lets herself be counted, taken up.</summary>
    private async Task<(SurvivorBrowserPage Survivor, CaseworkerPage Caseworker, string Address)> TakeUpAsync(IBrowserContext her, IBrowserContext person, string story, int which)
    {
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App, SurvivorBrowserPage.HurryAsync);
        await survivor.FillInAsync(story);
        await survivor.ComeBackAsync(await survivor.SendAsync());
        await survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Allow: Count your report in our numbers" }).ClickAsync();
        await Assertions.Expect(survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Take back: Count your report in our numbers" })).ToBeVisibleAsync(Slow);
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker, which);
        await caseworker.WaitForCardsAsync();
        var address = (await caseworker.Page.Locator("tr[data-case]", new() { HasText = story }).Locator("a").First.GetAttributeAsync("href"))!;
        await caseworker.OpenCaseAsync(address);
        await caseworker.TakeUpAsync();
        return (survivor, caseworker, address);
    }

    /// <summary>It was asked for a while ago, and two people saw that it is gone.</summary>
    private async Task SeeGoneAsync(TimeSpan after)
    {
        var request = await LastRequestAsync();
        var asked = site.App.Clock.GetUtcNow() - after;
        await using (var database = site.Database.Open())
        {
            await database.Set<TakedownRequest>().Where(row => row.Id == request).ExecuteUpdateAsync(set => set.SetProperty(row => row.ClockStartedAt, asked), Cancel);
        }

        foreach (var account in site.Accounts.Where(account => account.Roles.Contains(RoleName.Caseworker)).Take(2))
        {
            await using var scope = site.App.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RecordGone>().RunAsync(request, account.Id, Cancel);
        }
    }

    private async Task<Guid> LastRequestAsync()
    {
        await using var database = site.Database.Open();
        return await database.Set<TakedownRequest>().OrderByDescending(row => row.CreatedAt).Select(row => row.Id).FirstAsync(Cancel);
    }

    /// <summary>The quarter of what was counted ends, and its figures are drawn.</summary>
    private async Task<byte[]> BuildAsync()
    {
        var month = await LastMonthAsync();
        var quarter = Period.OfQuarter(month.Year, ((month.FirstDay.Month - 1) / 3) + 1);
        var open = quarter.OpensAt(new(TimeZoneInfo.Utc)) + TimeSpan.FromDays(1);
        site.App.Clock.SetUtcNow(open);
        await using (var scope = site.App.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<BuildRelease>().RunAsync(quarter, isCorrection: false, Cancel);
        }

        return await ExportAsync();
    }

    private async Task<byte[]> ExportAsync()
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var release = Assert.Single(await scope.ServiceProvider.GetRequiredService<ListReleases>().RunAsync(Cancel));
        return (await scope.ServiceProvider.GetRequiredService<ExportRelease>().RunAsync(release.Id, Cancel)).Bytes;
    }

    private async Task EmptyInboxAsync()
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<EmptyInbox>().RunAsync(Cancel);
    }

    private async Task AddAnotherAsync()
    {
        var month = await LastMonthAsync();
        await using var database = site.Database.Open();
        database.Add(new InboxRow { Id = RandomId.New(), Side = Side.Intake, Month = month, Platform = 1, HarmType = 1, Country = "KR", AgeBand = 1 });
        await database.SaveChangesAsync(Cancel);
    }

    private async Task<Month> LastMonthAsync() => new((int)await ReadAsync("select max(\"Month\") from statistics.inbox"));

    private Task<long> CountedAsync() => ReadAsync("select (select count(*) from statistics.inbox) + (select count(*) from statistics.intakes) + (select count(*) from statistics.closures)");

    private async Task<long> ReadAsync(string question)
    {
        await using var owner = new NpgsqlConnection(site.Database.Owner);
        await owner.OpenAsync(Cancel);
        await using var read = new NpgsqlCommand(question, owner);
        return Convert.ToInt64(await read.ExecuteScalarAsync(Cancel), System.Globalization.CultureInfo.InvariantCulture);
    }
}
