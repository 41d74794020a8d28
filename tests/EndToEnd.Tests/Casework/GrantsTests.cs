using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>A case goes from one colleague to another, is restricted, shared and opened again.</summary>
public sealed class GrantsTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    private const string Story = "For few eyes.";
    private static readonly LocatorAssertionsToBeVisibleOptions Slow = new() { Timeout = 60_000 };

    [Fact]
    public async Task Case_RestrictedSharedEndedAndLifted_IsOpenToWhomItShouldBeAndToNobodyElse()
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync(Story);
        await survivor.SendAsync();
        await using var first = await browser.NewPersonAsync();
        var supervisor = await site.SignInAsync(first, RoleName.Supervisor);
        await using var second = await browser.NewPersonAsync();
        var wren = await site.SignInAsync(second, RoleName.Caseworker);

        // Given from the queue.
        await supervisor.WaitForCardsAsync();
        await supervisor.Page.GetByLabel("Choose case").First.CheckAsync();
        await supervisor.Page.SelectOptionAsync("#bulk-colleague", new SelectOptionValue { Label = wren.Account.Alias });
        await supervisor.LookAsync("queue-bulk");
        await supervisor.Page.GetByRole(AriaRole.Button, new() { Name = "Give", Exact = true }).ClickAsync();
        await Assertions.Expect(supervisor.Page.Locator("tr[data-case]", new() { HasText = Story })).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        await wren.GoAsync("/cases?queue=mine");
        var address = (await wren.Page.Locator("tr[data-case] a").First.GetAttributeAsync("href"))!;
        await wren.OpenCaseAsync(address);
        await Assertions.Expect(wren.Page.Locator("#assignment")).ToContainTextAsync("You");
        await wren.WriteAsync("note", "Before.");

        // Restricted: for the supervisor it is not there.
        await OpenColleaguesAsync(wren);
        await wren.LookAsync("colleagues");
        await wren.Page.ClickAsync("#restrict");
        await Assertions.Expect(wren.Page.Locator("#restricted-mark")).ToBeVisibleAsync(Slow);
        await wren.WriteAsync("note", "For few.");
        await supervisor.GoAsync(address);
        Assert.Equal(404, (await supervisor.Page.ReloadAsync())!.Status);

        // Shared with her: she opens all of it.
        await wren.Page.SelectOptionAsync("#colleague", new SelectOptionValue { Label = supervisor.Account.Alias });
        await wren.Page.ClickAsync("#colleague-share");
        await Assertions.Expect(wren.Page.Locator("#colleague-list")).ToContainTextAsync(supervisor.Account.Alias, new() { Timeout = 60_000 });
        await supervisor.OpenCaseAsync(address);
        await Assertions.Expect(supervisor.Page.Locator("#note-list")).ToContainTextAsync("For few.");
        await Assertions.Expect(supervisor.Page.Locator("#note-list")).ToContainTextAsync("Before.");

        // Ended: gone again, and new keys.
        await wren.LookAsync("colleagues-restricted");
        await wren.Page.GetByRole(AriaRole.Button, new() { Name = $"End this {supervisor.Account.Alias}" }).ClickAsync();
        await Assertions.Expect(wren.Page.Locator("#colleagues-beside")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await wren.WriteAsync("note", "For one.");
        Assert.Equal(404, (await supervisor.Page.ReloadAsync())!.Status);

        // Opened to the team again, then handed over.
        await wren.Page.ClickAsync("#lift");
        await Assertions.Expect(wren.Page.Locator("#restricted-mark")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await wren.Page.SelectOptionAsync("#colleague", new SelectOptionValue { Label = supervisor.Account.Alias });
        await wren.Page.ClickAsync("#colleague-give");
        await Assertions.Expect(wren.Page.Locator("#offer-withdraw")).ToBeVisibleAsync(Slow);
        await supervisor.OpenCaseAsync(address);
        await supervisor.LookAsync("offered");
        await supervisor.Page.ClickAsync("#offer-accept");
        await Assertions.Expect(supervisor.Page.Locator("#assignment")).ToContainTextAsync("You", new() { Timeout = 60_000 });
        await Assertions.Expect(supervisor.Page.Locator("#note-list")).ToContainTextAsync("For one.");
        await supervisor.WriteAsync("note", "Now mine.");
        await Assertions.Expect(supervisor.Page.Locator("#refused")).ToBeHiddenAsync();
        Assert.Empty(wren.Complaints);
    }

    private static async Task OpenColleaguesAsync(CaseworkerPage person)
    {
        await person.Page.ClickAsync("#colleagues summary");
        await Assertions.Expect(person.Page.Locator("#colleague option")).Not.ToHaveCountAsync(0);
    }
}
