using System.Net;
using AngleSharp.Html.Dom;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.TestSupport;
using CaseManager.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Access;

public sealed class AccountsPageTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly WebApp app = fixture.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> NotForAccounts => RolesThatMayNot.Open(Policy.Roles[Policy.Administration]);

    [Theory]
    [MemberData(nameof(NotForAccounts))]
    public async Task Accounts_OtherRoles_AreRefusedWhateverTheyDo(string role)
    {
        using var other = await StaffClient.CreateAsync(app, Cancel, role);
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);
        var account = AddressOf(member.Id);

        foreach (var address in new[] { "/people/invite", account })
        {
            using var page = await other.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        }

        foreach (var address in new[] { "/people/invite", $"{account}?handler=Again", $"{account}?handler=Withdraw", $"{account}?handler=Close", $"{account}?handler=Roles" })
        {
            using var answer = await PostAsync(other, address, new() { ["Name"] = "by-another", ["Roles"] = role, ["Reason"] = ClosingReason.Left });
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Invite_NewName_ShowsALinkThatMakesTheAccount()
    {
        using var administrator = await AdministratorAsync();

        using var answer = await PostAsync(administrator, "/people/invite", new() { ["Name"] = " new.colleague ", ["Roles"] = RoleName.Caseworker });

        var invitation = await InvitationOnAsync(answer);
        using var member = await StaffClient.AcceptAsync(app, invitation, "new.colleague", Cancel);
        using var cases = await member.Http.GetAsync(new Uri("/cases", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, cases.StatusCode);
    }

    [Theory]
    [InlineData("with space", RoleName.Caseworker, "sign-in name of letters")]
    [InlineData("", RoleName.Caseworker, "sign-in name of letters")]
    [InlineData("roleless", "", "at least one role")]
    [InlineData("roleless", "owner", "at least one role")]
    public async Task Invite_WithASlip_SaysWhichAndInvitesNobody(string name, string role, string said)
    {
        using var administrator = await AdministratorAsync();

        using var answer = await PostAsync(administrator, "/people/invite", new() { ["Name"] = name, ["Roles"] = role });

        var page = await answer.ReadPageAsync(Cancel);
        Assert.Contains(said, page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#invitation-link"));
    }

    [Fact]
    public async Task Invite_NameSomebodyHas_LeavesThatPersonAlone()
    {
        using var administrator = await AdministratorAsync();
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);

        using var answer = await PostAsync(
            administrator, "/people/invite", new() { ["Name"] = member.Name.ToUpperInvariant(), ["Roles"] = RoleName.Administrator });

        using var still = await member.Http.GetAsync(new Uri("/cases", UriKind.Relative), Cancel);
        Assert.Contains("has this name already", (await answer.ReadPageAsync(Cancel)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task Again_OpenInvitation_TheFirstLinkIsDeadAndTheSecondWorks()
    {
        using var administrator = await AdministratorAsync();
        var first = await StaffClient.InviteAsync(app, "invited-twice", Cancel, RoleName.Auditor);

        using var answer = await PostAsync(administrator, $"{AddressOf(first.StaffId)}?handler=Again", []);

        var second = await InvitationOnAsync(answer);
        Assert.True(await IsDeadAsync(first));
        using var member = await StaffClient.AcceptAsync(app, second, "invited-twice", Cancel);
    }

    [Fact]
    public async Task Withdraw_OpenInvitation_ItsLinkIsDeadAndTheAuditSaysSo()
    {
        using var administrator = await AdministratorAsync();
        var invitation = await StaffClient.InviteAsync(app, "withdrawn", Cancel, RoleName.Auditor);
        var address = AddressOf(invitation.StaffId);

        using var answer = await PostAsync(administrator, $"{address}?handler=Withdraw", []);
        using var again = await PostAsync(administrator, $"{address}?handler=Withdraw", []);

        var page = await administrator.Http.GetPageAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("no open invitation", (await again.ReadPageAsync(Cancel)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.True(await IsDeadAsync(invitation));
        Assert.Equal("closed", page.QuerySelector("#account-state")!.TextContent);
        Assert.Equal(["Invitation withdrawn", "Invited"], page.QuerySelectorAll("#events strong").Select(entry => entry.TextContent));
    }

    [Fact]
    public async Task Close_WithAReason_EndsTheSessionAndTheAuditShowsWhyAndByWhom()
    {
        using var administrator = await AdministratorAsync();
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);
        var address = AddressOf(member.Id);

        using var without = await PostAsync(administrator, $"{address}?handler=Close", []);
        using var still = await member.Http.GetAsync(new Uri("/cases", UriKind.Relative), Cancel);
        using var closed = await PostAsync(administrator, $"{address}?handler=Close", new() { ["Reason"] = ClosingReason.Compromised });

        using var after = await member.Http.GetAsync(new Uri("/cases", UriKind.Relative), Cancel);
        var newest = (await administrator.Http.GetPageAsync(address, Cancel)).QuerySelector("#events li")!.TextContent;
        Assert.Contains("Choose why", (await without.ReadPageAsync(Cancel)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (still.StatusCode, after.StatusCode));
        Assert.Contains("somebody else may have the password", newest, StringComparison.Ordinal);
        Assert.Contains($"Alias of {administrator.Name}", newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnAccount_IsNeitherClosedNorInvitedAgain()
    {
        using var administrator = await AdministratorAsync();
        var address = AddressOf(administrator.Id);

        using var again = await PostAsync(administrator, $"{address}?handler=Again", []);
        using var close = await PostAsync(administrator, $"{address}?handler=Close", new() { ["Reason"] = ClosingReason.Left });

        var page = await administrator.Http.GetPageAsync(address, Cancel);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (again.StatusCode, close.StatusCode));
        Assert.Equal("roles-form", Assert.Single(page.QuerySelectorAll("main form")).Id);
    }

    [Fact]
    public async Task Roles_OfAColleague_ChangeEndHerSessionsAndAreTold()
    {
        using var administrator = await AdministratorAsync();
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);
        var address = AddressOf(member.Id);

        using var changed = await PostAsync(administrator, $"{address}?handler=Roles", new() { ["Before"] = RoleName.Caseworker, ["Roles"] = RoleName.Auditor });

        using var ended = await member.Http.GetAsync(new Uri("/cases", UriKind.Relative), Cancel);
        using var again = await member.SignInAgainAsync(Cancel);
        using var audit = await again.GetAsync(new Uri("/audit", UriKind.Relative), Cancel);
        using var cases = await again.GetAsync(new Uri("/cases", UriKind.Relative), Cancel);
        var page = await administrator.Http.GetPageAsync(address, Cancel);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (changed.StatusCode, ended.StatusCode));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (audit.StatusCode, cases.StatusCode));
        Assert.Contains(page.QuerySelectorAll("#events li"), one => one.TextContent.Contains("Roles: auditor. Before: caseworker", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RoleName.Caseworker, "", "at least one role")]
    [InlineData(RoleName.Caseworker, "owner", "at least one role")]
    [InlineData(RoleName.Supervisor, RoleName.Auditor, "Somebody changed these roles meanwhile")]
    public async Task Roles_WithASlipOrAStaleForm_SaySoAndStay(string before, string role, string said)
    {
        using var administrator = await AdministratorAsync();
        using var member = await StaffClient.CreateAsync(app, Cancel, RoleName.Caseworker);

        using var answer = await PostAsync(administrator, $"{AddressOf(member.Id)}?handler=Roles", new() { ["Before"] = before, ["Roles"] = role });

        using var still = await member.Http.GetAsync(new Uri("/cases", UriKind.Relative), Cancel);
        Assert.Contains(said, (await answer.ReadPageAsync(Cancel)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task Roles_OwnAdministratorRole_CannotBeTakenAwayByHerself()
    {
        using var administrator = await AdministratorAsync();
        var address = $"{AddressOf(administrator.Id)}?handler=Roles";

        using var answer = await PostAsync(administrator, address, new() { ["Before"] = RoleName.Administrator, ["Roles"] = RoleName.Auditor });

        using var still = await administrator.Http.GetAsync(new Uri("/people/invite", UriKind.Relative), Cancel);
        Assert.Contains("by your own hand", (await answer.ReadPageAsync(Cancel)).QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task Disable_ByHerself_IsRefusedWhereverItIsAsked()
    {
        using var administrator = await AdministratorAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var name = (await scope.ServiceProvider.GetRequiredService<CaseManagerDbContext>().Users.SingleAsync(member => member.Id == administrator.Id, Cancel)).UserName!;

        var refusal = await Assert.ThrowsAsync<RefusedException>(() =>
            scope.ServiceProvider.GetRequiredService<DisableStaff>().RunAsync(name, ClosingReason.Left, Actor.Staff(administrator.Id), Cancel));

        Assert.Equal("own", refusal.Code);
    }

    [Theory]
    [InlineData("/people/nobody")]
    [InlineData("/people/00000000000000000000000000000001")]
    public async Task Account_ThatIsNotThere_IsNotFound(string address)
    {
        using var administrator = await AdministratorAsync();

        using var answer = await administrator.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Task<StaffClient> AdministratorAsync() => StaffClient.CreateAsync(app, Cancel, RoleName.Administrator);

    private static string AddressOf(Guid id) => $"/people/{HexId.Write(id)}";

    /// <summary>Posts with the token of another page of hers, as somebody would who never saw the form.</summary>
    private static async Task<HttpResponseMessage> PostAsync(StaffClient member, string address, Dictionary<string, string> fields)
    {
        var page = await member.Http.GetPageAsync("/sign-out", Cancel);
        var token = ((IHtmlInputElement)page.QuerySelector("main input[name=__RequestVerificationToken]")!).Value;
        using var content = new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", token)));
        return await member.Http.PostAsync(new Uri(address, UriKind.Relative), content, Cancel);
    }

    private static async Task<Invitation> InvitationOnAsync(HttpResponseMessage answer)
    {
        var link = new Uri((await answer.ReadPageAsync(Cancel)).QuerySelector("#invitation-link")!.TextContent);
        return new Invitation(Guid.Empty, link.Segments[^1], default);
    }

    private async Task<bool> IsDeadAsync(Invitation invitation)
    {
        using var browser = app.StaffClient();
        return (await browser.GetPageAsync($"/invitation/{invitation.Code}", Cancel)).QuerySelector("main form") is null;
    }
}
