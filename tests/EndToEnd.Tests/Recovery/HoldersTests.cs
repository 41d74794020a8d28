using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Access;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.EndToEnd.Tests.Survivor;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Recovery;

/// <summary>The drill "somebody is gone" of docs/recovery.md: no officer is left, and then a holder leaves.</summary>
public sealed class HoldersTests(PracticeSite site, PracticeKeys keys, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task TwoHolders_NameAnOfficerWhoBringsTheCasesAlong_ThenReplaceTheThird()
    {
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, site.App);
        await survivor.FillInAsync("She told it to those who are gone.");
        await survivor.SendAsync();
        var (officerChromium, officer) = await StaffBrowserPage.OpenAsync(browser, site);
        await using var closingOfficer = officerChromium;
        var newcomer = await Newcomer.InviteAsync(site, "next-officer", RoleName.Supervisor);
        await newcomer.AcceptAsync(officer);
        await officer.GoAsync("/keys");
        await officer.KeepCodeAsync(await officer.MakeKeysAsync());
        var sixWords = await officer.Page.Locator("#own-words").TextContentAsync();
        var (chromium, administrator) = await StaffBrowserPage.OpenAsync(browser, site);
        await using var closing = chromium;
        await administrator.SignInAsync(site.Accounts.Single(one => one.Name == "alder"));

        await administrator.GoAsync("/setup/holders");
        await TypeAsync(administrator.Page, "BC", keys.HolderWords['A'], keys.HolderWords['C']);
        await administrator.Error.SaysAsync("do not open this file");
        await TypeAsync(administrator.Page, "AC", keys.HolderWords['A'], keys.HolderWords['C']);
        await administrator.ShowsAsync("The recovery file is open", HolderSteps.Slowest);
        var page = administrator.Page;
        await page.GetByLabel(newcomer.Alias).CheckAsync();
        await Assertions.Expect(page.Locator("#officer-form .govuk-radios__item", new() { HasText = newcomer.Alias })).ToContainTextAsync(sixWords!);
        await page.ClickAsync("#officer-form button");
        await administrator.Error.SaysAsync("compare the six words");
        await administrator.LookAsync("holders-opened");
        await page.CheckAsync("#officer-compared");
        await page.ClickAsync("#officer-form button");
        await administrator.ShowsAsync("The officer is named");

        await officer.GoAsync("/people");
        await Assertions.Expect(officer.Page.Locator("#recovery-turning")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await officer.LookAsync("people-recovery");
        await TypeAsync(officer.Page, "AB", keys.HolderWords['A'], keys.HolderWords['B']);
        await Assertions.Expect(officer.Page.Locator("#recovery-turning")).ToBeHiddenAsync(new() { Timeout = HolderSteps.Slowest });
        await Assertions.Expect(officer.Page.Locator("#turning-done")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await officer.GoAsync("/cases?queue=all");
        await Assertions.Expect(officer.Page.Locator("tr[data-case]", new() { HasText = "She told it to those who are gone." })).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await administrator.GoAsync("/setup/holders");
        await TypeAsync(page, "BC", keys.HolderWords['B'], keys.HolderWords['C']);
        await administrator.ShowsAsync("The recovery file is open", HolderSteps.Slowest);
        await page.ClickAsync("#replace-form button");
        var words = await HolderSteps.TakeTurnsAsync(administrator, _ => Task.CompletedTask);
        await page.CheckAsync("#files-kept");
        await page.ClickAsync("#finish-form button");
        await administrator.ShowsAsync("The new words count from now on");
        await administrator.GoAsync("/setup/holders");
        await TypeAsync(page, "AB", keys.HolderWords['A'], keys.HolderWords['B']);
        await administrator.Error.SaysAsync("do not open this file");
        await TypeAsync(page, "AB", words['A'], words['B']);
        await administrator.ShowsAsync("The recovery file is open", HolderSteps.Slowest);
        Assert.Empty(administrator.Complaints);
        Assert.Empty(officer.Complaints);
    }

    private static async Task TypeAsync(IPage page, string pair, string first, string second)
    {
        await page.CheckAsync($"#pair-{pair}");
        await page.FillAsync("#first-words", first);
        await page.FillAsync("#second-words", second);
        await page.ClickAsync("#open-form button[type=submit]");
    }
}
