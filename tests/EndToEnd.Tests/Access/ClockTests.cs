using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Casework;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

/// <summary>A device whose clock is wrong: its owner is told by how much, and goes on working.</summary>
public sealed class ClockTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task Clock_DaysAhead_IsToldUntilItIsRight()
    {
        await using var person = await browser.NewPersonAsync();
        var officer = await site.SignInAsync(person, RoleName.Supervisor);
        await Assertions.Expect(officer.Page.Locator("#lock-state[data-state=unlocked]")).ToBeVisibleAsync();
        await Assertions.Expect(officer.Page.Locator("#clock-wrong")).ToBeHiddenAsync();

        await person.Clock.SetFixedTimeAsync(site.App.Clock.GetUtcNow().AddDays(3).UtcDateTime);
        await officer.Page.ReloadAsync();
        await Assertions.Expect(officer.Page.Locator("#clock-wrong")).ToContainTextAsync("differs from ours by 3 days");
        await officer.LookAsync("clock-wrong");

        await person.Clock.SetFixedTimeAsync(site.App.Clock.GetUtcNow().UtcDateTime);
        await officer.Page.ReloadAsync();
        await Assertions.Expect(officer.Page.Locator("#lock-state[data-state=unlocked]")).ToBeVisibleAsync();
        await Assertions.Expect(officer.Page.Locator("#clock-wrong")).ToBeHiddenAsync();
        Assert.Empty(officer.Complaints);
    }
}
