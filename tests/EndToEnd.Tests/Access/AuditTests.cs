using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Casework;

namespace CaseManager.EndToEnd.Tests.Access;

public sealed class AuditTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Auditor_ReadsWhoDidWhatInTheOrganisation(int width)
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, width);
        await using var closing = chromium;
        var auditor = await Newcomer.InviteAsync(site, $"auditing-{width}", RoleName.Auditor);
        await auditor.AcceptAsync(person);

        await person.GoAsync("/audit");

        await person.Page.Locator("#events").SaysAsync(auditor.Alias);
        await person.LookAsync("audit");
        Assert.Empty(person.Complaints);
    }
}
