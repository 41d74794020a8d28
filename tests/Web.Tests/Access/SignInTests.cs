using System.Net;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.TestSupport;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Access;

public sealed class SignInTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly WebApp app = fixture.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_PasswordAndCode_SignsIn()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);

        using var browser = await member.SignInAgainAsync(Cancel);

        using var answer = await browser.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Post_PasswordAlone_OpensNothing()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);
        using var browser = app.StaffClient();

        using var first = await PasswordAsync(browser, member.Name, StaffClient.Password);
        using var page = await browser.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        using var api = await browser.GetAsync(new Uri("/api/staff/me", UriKind.Relative), Cancel);

        Assert.Equal("/sign-in/code", first.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    [Fact]
    public async Task Post_CodeTwice_CountsOnce()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);
        var code = member.NextCode();

        using var first = app.StaffClient();
        using var second = app.StaffClient();
        using var firstAnswer = await BothStepsAsync(first, member.Name, code);
        using var secondAnswer = await BothStepsAsync(second, member.Name, code);

        Assert.Equal(HttpStatusCode.Redirect, firstAnswer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, secondAnswer.StatusCode);
    }

    [Fact]
    public async Task Post_CodeOfAnotherMoment_IsRefused()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);
        var old = member.NextCode();
        app.Clock.Advance(TimeSpan.FromMinutes(2));

        using var browser = app.StaffClient();
        using var answer = await BothStepsAsync(browser, member.Name, old);

        Assert.Contains("not right", await SummaryAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TooManyWrongPasswords_RestsTheAccountEvenForTheRightOne()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);
        using var browser = app.StaffClient();
        for (var i = 0; i < AccessServices.TriesBeforeRest; i++)
        {
            using var wrong = await PasswordAsync(browser, member.Name, "not her password");
        }

        using var right = await PasswordAsync(browser, member.Name, StaffClient.Password);

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task Post_TooManyWrongCodes_RestsTheAccount()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);
        using var browser = app.StaffClient();
        for (var i = 0; i < AccessServices.TriesBeforeRest; i++)
        {
            using var wrong = await BothStepsAsync(browser, member.Name, "000000");
        }

        using var right = await PasswordAsync(browser, member.Name, StaffClient.Password);

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task Post_UnknownName_ReadsAndHashesLikeAWrongPassword()
    {
        var hashes = new CountingHasher();
        await using var counted = WebApp.InMemory(fixture.Database, app.KeyFolder);
        counted.Replace = services => services.AddSingleton<IPasswordHasher<StaffMember>>(hashes);
        using var member = await StaffClient.CreateAsync(counted, Cancel, RoleName.Administrator);
        using var browser = counted.StaffClient();
        using var warm = await PasswordAsync(browser, "nobody-at-all", "not her password");

        var before = hashes.Verified;
        using var unknown = await PasswordAsync(browser, "nobody-at-all", "not her password");
        var forUnknown = hashes.Verified - before;
        using var known = await PasswordAsync(browser, member.Name, "not her password");
        var forKnown = hashes.Verified - before - forUnknown;

        Assert.Equal(await SummaryAsync(known), await SummaryAsync(unknown));
        Assert.Equal((1, 1), (forUnknown, forKnown));
    }

    [Fact]
    public async Task Disable_SignedInMember_IsOutWithTheNextRequest()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);
        using var before = await member.Http.GetAsync(new Uri("/", UriKind.Relative), Cancel);

        await using (var scope = app.Services.CreateAsyncScope())
        {
            Assert.True(await scope.ServiceProvider.GetRequiredService<DisableStaff>().RunAsync(member.Name, ClosingReason.Left, Actor.Command("users"), Cancel));
        }

        using var after = await member.Http.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        using var browser = app.StaffClient();
        using var again = await PasswordAsync(browser, member.Name, StaffClient.Password);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal("/sign-in", after.Headers.Location!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Invite_SignedInMemberAgain_EndsHerSessionAndHerPassword()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);

        var invitation = await StaffClient.InviteAsync(app, member.Name, Cancel);

        using var after = await member.Http.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        using var browser = app.StaffClient();
        using var oldPassword = await PasswordAsync(browser, member.Name, StaffClient.Password);
        using var renewed = await StaffClient.AcceptAsync(app, invitation, member.Name, Cancel);
        using var page = await renewed.Http.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        Assert.Equal(HttpStatusCode.OK, oldPassword.StatusCode);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.NotEqual(member.CodeKey, renewed.CodeKey);
    }

    [Fact]
    public async Task Get_StaffCookieOnThePublicHost_IsNeitherReadNorSent()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);

        using var answer = await member.Http.GetAsync(new Uri(app.PublicUrl, "/"), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Post_NextElsewhere_StaysHere()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);
        using var browser = app.StaffClient();
        using var first = await PasswordAsync(browser, member.Name, StaffClient.Password);

        using var answer = await browser.SubmitAsync(
            "/sign-in/code?next=https://elsewhere.example", new Dictionary<string, string> { ["Code"] = member.NextCode() }, Cancel);

        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Post_SignOut_EndsTheSession()
    {
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);

        using var answer = await member.Http.SubmitAsync("/sign-out", new Dictionary<string, string>(), Cancel);

        using var after = await member.Http.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        Assert.Equal("/sign-in", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    private static Task<HttpResponseMessage> PasswordAsync(HttpClient browser, string name, string password) =>
        browser.SubmitAsync("/sign-in", new Dictionary<string, string> { ["Name"] = name, ["Password"] = password }, Cancel);

    private static async Task<HttpResponseMessage> BothStepsAsync(HttpClient browser, string name, string code)
    {
        using var first = await PasswordAsync(browser, name, StaffClient.Password);
        return first.StatusCode == HttpStatusCode.Redirect
            ? await browser.SubmitAsync("/sign-in/code", new Dictionary<string, string> { ["Code"] = code }, Cancel)
            : new HttpResponseMessage(first.StatusCode);
    }

    private static async Task<string?> SummaryAsync(HttpResponseMessage answer) =>
        (await answer.ReadPageAsync(Cancel)).QuerySelector(".govuk-error-summary")?.TextContent;
}
