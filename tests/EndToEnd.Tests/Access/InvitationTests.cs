using CaseManager.Core.Access;
using CaseManager.EndToEnd.Tests.Casework;
using CaseManager.TestSupport;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Access;

public sealed class InvitationTests(PracticeSite site, ChromiumBrowser browser) : IClassFixture<PracticeSite>
{
    [Theory]
    [InlineData(390)]
    public async Task Invitation_OpenedByTheOneItIsFor_MakesAnAccountOnce(int width)
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, width);
        await using var closing = chromium;
        var newcomer = await Newcomer.InviteAsync(site, $"invited-{width}", RoleName.Caseworker);
        await person.GoAsync(newcomer.Address);
        await person.ShowsAsync("Make your account");
        await person.LookAsync("invitation");

        await newcomer.FillInAsync(person, "short");
        await person.Page.FillAsync("#code", "000000");
        await person.Page.ClickAsync("main button[type=submit]");
        await person.Summary.SaysAsync("at least 12 characters");
        await person.Summary.SaysAsync("The code from your phone is not right");
        await Assertions.Expect(person.Page.Locator("#alias")).ToHaveValueAsync(newcomer.Alias);
        await person.LookAsync("invitation-refused");
        await newcomer.AcceptAsync(person);
        await person.ShowsAsync("Needs you");

        await person.GoAsync(newcomer.Address);
        await person.ShowsAsync("This invitation does not work");
        await person.LookAsync("invitation-used");
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task Picture_ReadByACamera_IsTheKeyThatStandsBelowIt()
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, 390);
        await using var closing = chromium;
        var newcomer = await Newcomer.InviteAsync(site, "with-a-camera", RoleName.Caseworker);
        await person.GoAsync(newcomer.Address);
        var picture = await person.Page.Locator(".cm-qr").ScreenshotAsync();
        var link = await person.Page.Locator("main a[href^='otpauth:']").GetAttributeAsync("href");

        var read = await ReadByCameraAsync(chromium, picture);

        Assert.Equal(link, read);
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task Invitation_OlderThanSevenDays_SaysWhomToAsk()
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, 390);
        await using var closing = chromium;
        var newcomer = await Newcomer.InviteAsync(site, "too-late", RoleName.Caseworker);
        await newcomer.FillInAsync(person);

        site.App.Clock.Advance(StaffMember.InvitationLife);
        await person.Page.ClickAsync("main button[type=submit]");

        await person.ShowsAsync("This invitation does not work");
        await person.Page.Locator("main").SaysAsync("Ask the colleague who sent it");
    }

    [Fact]
    public async Task InvitationPage_OpenSinceBeforeSomebodySignedInHere_IsToldSoAndNothingIsDone()
    {
        var (chromium, person) = await StaffBrowserPage.OpenAsync(browser, site, 390);
        await using var closing = chromium;
        var newcomer = await Newcomer.InviteAsync(site, "another-tab", RoleName.Caseworker);
        await newcomer.FillInAsync(person);
        var other = await chromium.NewPageAsync();
        var second = new StaffBrowserPage(other, site.App);
        await second.SignInAsync(site.Accounts.Single(one => one.Name == "finch"));

        await person.Page.ClickAsync("main button[type=submit]");

        await person.ShowsAsync("This form can no longer be sent");
        await person.LookAsync("form-too-old");
        await newcomer.FillInAsync(person);
        await person.Page.ClickAsync("main button[type=submit]");
        await person.ShowsAsync("Needs you");
    }

    private static async Task<string?> ReadByCameraAsync(IBrowserContext chromium, byte[] picture)
    {
        var camera = await chromium.NewPageAsync();
        await camera.AddScriptTagAsync(new() { Path = RepositoryFolder.File("src/CaseManager.Browser/node_modules/jsqr/dist/jsQR.js") });
        return await camera.EvaluateAsync<string?>(
            """
            async (picture) => {
              const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
              const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
              context.drawImage(image, 0, 0);
              return jsQR(context.getImageData(0, 0, image.width, image.height).data, image.width, image.height)?.data ?? null;
            }
            """,
            Convert.ToBase64String(picture));
    }
}
