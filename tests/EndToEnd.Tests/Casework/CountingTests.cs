using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Access;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.Playwright;
using Npgsql;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>Counted with her yes, seen by her exactly as counted, and out again by a request that leads to nobody.</summary>
public sealed class CountingTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const string Story = "Counted, and then not.";

    private static readonly LocatorAssertionsToBeVisibleOptions Slow = new() { Timeout = 60_000 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Case_CodedAtIntake_IsSeenByHerAndTakenBackWithoutHerReceipt()
    {
        await using var her = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App, SurvivorBrowserPage.HurryAsync);
        await survivor.FillInAsync(Story);
        var words = await survivor.SendAsync();
        await using var person = await browser.NewPersonAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker);
        await caseworker.WaitForCardsAsync();
        var address = (await caseworker.Page.Locator("tr[data-case]", new() { HasText = Story }).Locator("a").First.GetAttributeAsync("href"))!;
        await caseworker.OpenCaseAsync(address);
        await caseworker.TakeUpAsync();

        // Unanswered or no is not counted.
        await Assertions.Expect(caseworker.Page.Locator("#count-not-allowed")).ToBeVisibleAsync(Slow);
        await Assertions.Expect(caseworker.Page.Locator("#count-intake")).ToBeHiddenAsync();
        await survivor.ComeBackAsync(words);
        await Assertions.Expect(survivor.Page.Locator("#case-counted")).ToBeHiddenAsync();
        await survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Allow: Count your report in our numbers" }).ClickAsync();
        await Assertions.Expect(survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Take back: Count your report in our numbers" })).ToBeVisibleAsync(Slow);

        await CodeAsync(caseworker, address);
        await survivor.Page.ClickAsync("#case-refresh");
        await Assertions.Expect(survivor.Page.Locator("#case-counted")).ToBeVisibleAsync(Slow);
        foreach (var said in new[] { "When your report came in", "Telegram", "Shared without consent", "Portugal", "25 to 34" })
        {
            await survivor.Page.Locator("#counted-list").SaysAsync(said);
        }

        await Looks.TakeAsync(survivor.Page, "survivor-counted");
        Assert.Equal(1, await CountedAsync());

        // The answer is lost once; the request says neither who she is nor which case.
        var asked = new List<IRequest>();
        await her.RouteAsync("**/api/counting/taken-back", route =>
        {
            asked.Add(route.Request);
            return asked.Count == 1 ? route.AbortAsync("connectionreset") : route.ContinueAsync();
        });
        await survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Do not count me" }).DblClickAsync();
        await survivor.Page.Locator("#counted-list").SaysAsync("Taken out of our numbers");
        Assert.Equal(2, asked.Count);
        Assert.All(asked, request =>
        {
            Assert.DoesNotContain("authorization", request.Headers.Keys);
            Assert.DoesNotContain(address.Split('/')[^1], request.PostData, StringComparison.Ordinal);
        });
        Assert.Equal(0, await CountedAsync());
        await Looks.TakeAsync(survivor.Page, "survivor-not-counted");

        await caseworker.OpenCaseAsync(address);
        await caseworker.Page.Locator("#count-list").SaysAsync("Taken out again");
        await Assertions.Expect(caseworker.Page.Locator("#count-intake")).ToBeHiddenAsync();

        // On the phone she takes back her yes as well: the end will not be counted either.
        await caseworker.Page.Locator("#count-stop summary").ClickAsync();
        await caseworker.Page.ClickAsync("#count-stop-form button");
        await Assertions.Expect(caseworker.Page.Locator("#count-stop-missing")).ToBeVisibleAsync();
        await caseworker.Page.FillAsync("#count-stop-text", "Not at all, she said on the phone.");
        await caseworker.LookAsync("counting-stop");
        await caseworker.Page.DblClickAsync("#count-stop-form button");
        await caseworker.Page.Locator("#consent-words").SaysAsync("Not at all, she said on the phone.");
        await Assertions.Expect(caseworker.Page.Locator("#count-stop")).ToBeHiddenAsync();
        await survivor.Page.ClickAsync("#case-refresh");
        await Assertions.Expect(survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Allow: Count your report in our numbers" })).ToBeVisibleAsync(Slow);
        Assert.Empty(caseworker.Complaints);
        Assert.DoesNotContain(survivor.Complaints, complaint => !complaint.Contains("ERR_CONNECTION_RESET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Case_CountedAtBothEnds_IsOutWithHerYes()
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App, SurvivorBrowserPage.HurryAsync);
        await survivor.FillInAsync("Counted twice.");
        await survivor.ComeBackAsync(await survivor.SendAsync());
        await survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Allow: Count your report in our numbers" }).ClickAsync();
        await Assertions.Expect(survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Take back: Count your report in our numbers" })).ToBeVisibleAsync(Slow);
        await using var person = await browser.NewPersonAsync();
        var caseworker = await site.SignInAsync(person, RoleName.Caseworker, 1);
        await caseworker.WaitForCardsAsync();
        var address = (await caseworker.Page.Locator("tr[data-case]", new() { HasText = "Counted twice." }).Locator("a").First.GetAttributeAsync("href"))!;
        await caseworker.OpenCaseAsync(address);
        await caseworker.TakeUpAsync();
        await CodeAsync(caseworker, address);
        await caseworker.Page.SelectOptionAsync("#close-outcome", "removed_all");
        await caseworker.Page.ClickAsync("#close-form button");
        await Assertions.Expect(caseworker.Page.Locator("#count-closure")).ToBeVisibleAsync(Slow);
        await caseworker.Page.Locator("#count-closure summary").ClickAsync();
        await caseworker.Page.SelectOptionAsync("#count-closure-platform", "telegram");
        await caseworker.Page.SelectOptionAsync("#count-closure-outcome", "removed_all");
        await caseworker.Page.SelectOptionAsync("#count-closure-removalTime", "up_to_48h");
        await caseworker.Page.ClickAsync("#count-closure-form button");
        await caseworker.Page.Locator("#count-list").SaysAsync("Everything removed · Up to 48 hours");
        Assert.Equal(2, await CountedAsync());

        await survivor.Page.ClickAsync("#case-refresh");
        await survivor.Page.Locator("#counted-list").SaysAsync("Up to 48 hours");
        await survivor.Page.GetByRole(AriaRole.Button, new() { Name = "Take back: Count your report in our numbers" }).ClickAsync();

        await Assertions.Expect(survivor.Page.GetByText("Taken out of our numbers")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        Assert.Equal(0, await CountedAsync());
        Assert.Empty(caseworker.Complaints);
        Assert.Empty(survivor.Complaints);
    }

    private static async Task CodeAsync(CaseworkerPage caseworker, string address)
    {
        await caseworker.OpenCaseAsync(address);
        await caseworker.Page.Locator("#count-intake summary").ClickAsync();
        await caseworker.Page.SelectOptionAsync("#count-intake-platform", "telegram");
        await caseworker.Page.ClickAsync("#count-intake-form button");
        await Assertions.Expect(caseworker.Page.Locator("#count-intake-missing")).ToBeVisibleAsync();
        await caseworker.Page.SelectOptionAsync("#count-intake-harmType", "shared_without_consent");
        await caseworker.Page.SelectOptionAsync("#count-intake-country", "PT");
        await caseworker.Page.SelectOptionAsync("#count-intake-ageBand", "25_34");
        await caseworker.LookAsync("counting-form");
        await caseworker.Page.DblClickAsync("#count-intake-form button");
        await caseworker.Page.Locator("#count-list").SaysAsync("Telegram · Shared without consent · Portugal · 25 to 34");
        await Assertions.Expect(caseworker.Page.Locator("#count-intake")).ToBeHiddenAsync();
        Assert.Equal("", await caseworker.Page.Locator("#error").TextContentAsync());
        await caseworker.LookAsync("counted");
    }

    private async Task<long> CountedAsync()
    {
        await using var owner = new NpgsqlConnection(site.Database.Owner);
        await owner.OpenAsync(Cancel);
        await using var read = new NpgsqlCommand("select count(*) from statistics.inbox", owner);
        return (long)(await read.ExecuteScalarAsync(Cancel))!;
    }
}
