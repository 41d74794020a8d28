using System.Text;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using CaseManager.EndToEnd.Tests.Access;
using CaseManager.EndToEnd.Tests.Survivor;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Recovery;

public sealed class CeremonyTests(PostgresServer server, ChromiumBrowser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmptyInstallation_AfterTheCeremony_AcceptsAReportThatAnOfficerOpens()
    {
        await using var database = await server.CreateDatabaseAsync(Cancel);
        await using var app = WebApp.OnPorts(database);
        var (officerChromium, officer) = await StaffBrowserPage.OpenAsync(browser, app);
        await using var closingOfficer = officerChromium;
        var first = await Newcomer.InviteAsync(app, "first-officer", RoleName.Supervisor);
        await first.AcceptAsync(officer);
        await officer.GoAsync("/keys");
        await officer.KeepCodeAsync(await officer.MakeKeysAsync());
        var secondId = await SecondOfficerAsync(app);
        var (chromium, administrator) = await StaffBrowserPage.OpenAsync(browser, app);
        await using var closing = chromium;
        var sent = new StringBuilder();
        administrator.Page.Request += (_, request) => sent.Append(request.PostData);
        await (await Newcomer.InviteAsync(app, "keeper", RoleName.Administrator)).AcceptAsync(administrator);
        await administrator.LookAsync("start-without-keys");
        await administrator.Page.ClickAsync("#set-up a");

        var page = administrator.Page;
        await administrator.ShowsAsync("Set up the organisation's keys");
        var card = page.Locator("#officers .cm-card", new() { HasText = first.Alias });
        await Assertions.Expect(card.Locator(".cm-words")).ToHaveTextAsync((await officer.Page.Locator("#own-words").TextContentAsync())!);
        await LookBothAsync(administrator, "setup-officers");
        await card.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.ClickAsync("#officers-go");
        await administrator.Error.SaysAsync("at least two officers");
        await page.CheckAsync($"#officer-{secondId}");
        await page.ClickAsync("#officers-go");
        var words = await HolderSteps.TakeTurnsAsync(administrator, name => LookBothAsync(administrator, $"setup-{name}"));
        await LookBothAsync(administrator, "setup-files");
        var saved = await HolderSteps.SaveAsync(page, "recovery-AC.age");
        var root = await page.Locator("#root-words").TextContentAsync();
        await page.ClickAsync("#finish-form button");
        await administrator.Error.SaysAsync("Save the three files first");
        await page.CheckAsync("#files-kept");
        await page.ClickAsync("#finish-form button");
        await administrator.ShowsAsync("The organisation's keys are made");
        await LookBothAsync(administrator, "setup-done");

        Assert.StartsWith("age-encryption.org/v1\n-> scrypt ", Encoding.Latin1.GetString(saved), StringComparison.Ordinal);
        Assert.All(words.Values, ten => Assert.DoesNotContain(ten, sent.ToString(), StringComparison.Ordinal));
        await officer.GoAsync("/keys");
        await officer.ShowsAsync("Your keys are open");
        await Assertions.Expect(officer.Page.Locator("#root-words")).ToHaveTextAsync(root!);
        await using var her = await browser.NewPersonAsync();
        var survivor = await SurvivorBrowserPage.OpenAsync(her, app);
        await survivor.FillInAsync("She told it after the ceremony.");
        await survivor.SendAsync();
        await officer.GoAsync("/cases?queue=all");
        await Assertions.Expect(officer.Page.Locator("tr[data-case]", new() { HasText = "She told it after the ceremony." })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GotoAsync(new Uri(app.StaffUrl, "/setup").ToString());
        await administrator.ShowsAsync("Recovery");
        await LookBothAsync(administrator, "holders");
        Assert.Empty(administrator.Complaints);
        Assert.Empty(officer.Complaints);
    }

    /// <summary>The other supervisor, whose keys were made elsewhere.</summary>
    private static async Task<string> SecondOfficerAsync(WebApp app)
    {
        var invitation = await StaffClient.InviteAsync(app, "second-officer", Cancel, RoleName.Supervisor);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<KeepStaffKeys>().RunAsync(invitation.StaffId, new TestKeys().Posted(invitation.StaffId), Cancel);
        return Core.HexId.Write(invitation.StaffId);
    }

    /// <summary>On a desk and on a phone.</summary>
    private static async Task LookBothAsync(StaffBrowserPage person, string name)
    {
        await person.Page.SetViewportSizeAsync(390, 844);
        await person.LookAsync(name);
        await person.Page.SetViewportSizeAsync(1280, 844);
        await person.LookAsync(name);
    }
}
