using System.Net;
using CaseManager.Core.Access;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Access;

public sealed class InvitationTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly WebApp app = fixture.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_UsedInvitation_ShowsNoForm()
    {
        var invitation = await StaffClient.InviteAsync(app, "used-once", Cancel, RoleName.Auditor);
        using var member = await StaffClient.AcceptAsync(app, invitation, "used-once", Cancel);
        using var other = app.StaffClient();

        var page = await other.GetPageAsync($"/invitation/{invitation.Code}", Cancel);

        Assert.Null(page.QuerySelector("main form"));
    }

    [Fact]
    public async Task Post_InvitationExpiredWhileTyping_MakesNoAccount()
    {
        var invitation = await StaffClient.InviteAsync(app, "too-late", Cancel, RoleName.Auditor);
        using var browser = app.StaffClient();
        var address = $"/invitation/{invitation.Code}";
        var page = await browser.GetPageAsync(address, Cancel);
        var key = StaffClient.KeyOn(page);

        app.Clock.Advance(StaffMember.InvitationLife);
        using var answer = await browser.SubmitAsync(page, address, Answers(StaffClient.CodeNow(app, key)), Cancel);

        Assert.Null((await answer.ReadPageAsync(Cancel)).QuerySelector("main form"));
    }

    [Fact]
    public async Task Post_WrongCode_KeepsTheAliasAndTheInvitation()
    {
        var invitation = await StaffClient.InviteAsync(app, "wrong-code", Cancel, RoleName.Auditor);
        using var browser = app.StaffClient();
        var address = $"/invitation/{invitation.Code}";

        using var answer = await browser.SubmitAsync(address, Answers("000000"), Cancel);

        var page = await answer.ReadPageAsync(Cancel);
        Assert.Contains("code from your phone", page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Kestrel", page.QuerySelector("#alias")!.GetAttribute("value"));
        using var member = await StaffClient.AcceptAsync(app, invitation, "wrong-code", Cancel);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("weak-password-2026")]
    public async Task Post_WeakPassword_IsRefusedAndTheCodeStaysGood(string password)
    {
        var invitation = await StaffClient.InviteAsync(app, "weak-password", Cancel, RoleName.Auditor);
        using var browser = app.StaffClient();
        var address = $"/invitation/{invitation.Code}";
        var page = await browser.GetPageAsync(address, Cancel);
        var fields = Answers(StaffClient.CodeNow(app, StaffClient.KeyOn(page)));

        using var weak = await browser.SubmitAsync(page, address, new Dictionary<string, string>(fields) { ["Password"] = password }, Cancel);
        using var good = await browser.SubmitAsync(page, address, fields, Cancel);

        Assert.Equal(HttpStatusCode.OK, weak.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);
    }

    [Fact]
    public async Task Post_TwoBrowsersAtOnce_MakeOneAccount()
    {
        var invitation = await StaffClient.InviteAsync(app, "two-at-once", Cancel, RoleName.Auditor);
        var address = $"/invitation/{invitation.Code}";
        using var one = app.StaffClient();
        using var two = app.StaffClient();
        var pageOne = await one.GetPageAsync(address, Cancel);
        var pageTwo = await two.GetPageAsync(address, Cancel);
        var fields = Answers(StaffClient.CodeNow(app, StaffClient.KeyOn(pageOne)));

        var answers = await Task.WhenAll(one.SubmitAsync(pageOne, address, fields, Cancel), two.SubmitAsync(pageTwo, address, fields, Cancel));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
    }

    private static Dictionary<string, string> Answers(string code) => new()
    {
        ["Alias"] = "Kestrel",
        ["Password"] = StaffClient.Password,
        ["OneTimeCode"] = code,
    };
}
