using System.Net;
using CaseManager.Core.Access;
using CaseManager.TestSupport;
using CaseManager.Web.Security;

namespace CaseManager.Web.Tests.Access;

public sealed class StaffPagesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> NotForPeople => RolesThatMayNot.Open(Policy.Roles[Policy.People]);

    public static TheoryData<string> NotForCaseWork => RolesThatMayNot.Open(Policy.Roles[Policy.CaseWork]);

    public static TheoryData<string> NotForSupervision => RolesThatMayNot.Open(Policy.Roles[Policy.Supervision]);

    public static TheoryData<string> NotForDirectory => RolesThatMayNot.Open(Policy.Roles[Policy.Directory]);

    public static TheoryData<string> NotForAdministration => RolesThatMayNot.Open(Policy.Roles[Policy.Administration]);

    public static TheoryData<string> NotForAudit => RolesThatMayNot.Open(Policy.Roles[Policy.Audit]);

    public static TheoryData<string> NotForReleases => RolesThatMayNot.Open(Policy.Roles[Policy.Releases]);

    public static TheoryData<string> NotForBuilding => RolesThatMayNot.Open(Policy.Roles[Policy.Building]);

    public static TheoryData<string> NotForKeys => RolesThatMayNot.Open(Policy.Roles[Policy.Keys]);

    [Theory]
    [MemberData(nameof(NotForPeople))]
    public Task People_OtherRoles_AreRefused(string role) => AssertRefusedAsync(role, "/people", "/api/staff/waiting");

    [Theory]
    [MemberData(nameof(NotForCaseWork))]
    public Task CaseworkersDay_OtherRoles_AreRefused(string role) => AssertRefusedAsync(role, "/away", "/api/staff/replies");

    [Theory]
    [MemberData(nameof(NotForSupervision))]
    public Task Supervision_OtherRoles_AreRefused(string role) => AssertRefusedAsync(role, "/team", "/replies", "/replies/add");

    [Theory]
    [MemberData(nameof(NotForDirectory))]
    public Task Directory_OtherRoles_AreRefused(string role) => AssertRefusedAsync(role, "/platforms", "/platforms/telegram", "/regimes", "/regimes/eu-dsa-16");

    [Theory]
    [MemberData(nameof(NotForAdministration))]
    public Task PlatformEdit_OtherRoles_AreRefused(string role) => AssertRefusedAsync(role, "/platforms/telegram/edit", "/platforms/add/edit");

    [Theory]
    [MemberData(nameof(NotForReleases))]
    public Task Releases_OtherRoles_AreRefused(string role) => AssertRefusedAsync(
        role,
        "/statistics",
        "/statistics/00000000000000000000000000000001",
        "/statistics/00000000000000000000000000000001/summary",
        "/statistics/00000000000000000000000000000001/bundle",
        "/statistics/00000000000000000000000000000001/files/charts/totals.svg");

    [Theory]
    [MemberData(nameof(NotForBuilding))]
    public Task Building_OtherRoles_AreRefused(string role) => AssertRefusedAsync(role, "/statistics/building");

    [Theory]
    [MemberData(nameof(NotForCaseWork))]
    public Task ServiceFigures_OtherRoles_AreRefused(string role) => AssertRefusedAsync(role, "/statistics/service");

    [Theory]
    [MemberData(nameof(NotForAudit))]
    public Task Audit_OtherRoles_AreRefused(string role) => AssertRefusedAsync(role, "/audit");

    [Theory]
    [MemberData(nameof(NotForKeys))]
    public Task Keys_OtherRoles_AreRefused(string role) => AssertRefusedAsync(role, "/keys", "/roster", "/api/staff/keys", "/api/staff/passkeys", "/api/staff/epoch-wraps");

    [Theory]
    [InlineData("/")]
    [InlineData("/people")]
    [InlineData("/people/invite")]
    [InlineData("/people/00000000000000000000000000000001")]
    [InlineData("/audit")]
    [InlineData("/keys")]
    [InlineData("/roster")]
    [InlineData("/setup")]
    [InlineData("/setup/holders")]
    [InlineData("/documents")]
    [InlineData("/platforms")]
    [InlineData("/platforms/telegram")]
    [InlineData("/platforms/telegram/edit")]
    [InlineData("/regimes")]
    [InlineData("/venues")]
    [InlineData("/venues/00000000000000000000000000000001")]
    [InlineData("/regimes/eu-dsa-16")]
    [InlineData("/away")]
    [InlineData("/team")]
    [InlineData("/replies")]
    [InlineData("/replies/add")]
    [InlineData("/statistics")]
    [InlineData("/statistics/building")]
    [InlineData("/statistics/service")]
    [InlineData("/statistics/00000000000000000000000000000001")]
    [InlineData("/statistics/00000000000000000000000000000001/bundle")]
    public async Task AnyPage_NotSignedIn_LeadsToSignIn(string address)
    {
        using var browser = fixture.App.StaffClient();

        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
    }

    [Theory]
    [InlineData(RoleName.Administrator, "/platforms", "/regimes", "/statistics", "/people", "/setup/holders", "/documents", "/suppressions", "/jobs")]
    [InlineData(RoleName.Supervisor, "/", "/cases", "/takedowns", "/venues", "/mail", "/contacts", "/team", "/replies", "/away", "/platforms", "/regimes", "/statistics", "/statistics/service", "/people", "/keys", "/roster")]
    [InlineData(RoleName.Caseworker, "/", "/cases", "/takedowns", "/venues", "/mail", "/contacts", "/away", "/platforms", "/regimes", "/statistics/service", "/keys", "/roster")]
    [InlineData(RoleName.Auditor, "/audit", "/keys", "/roster")]
    [InlineData(RoleName.Advocate, "/statistics")]
    public async Task Navigation_OfEachRole_ShowsWhatItOpens(string role, params string[] addresses)
    {
        using var member = await StaffClient.CreateAsync(fixture.App, Cancel, role);

        var page = await member.Http.GetPageAsync("/sign-out", Cancel);

        Assert.Equal(addresses, page.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")));
        Assert.Equal("Sign out", page.QuerySelector("h1")!.TextContent);
    }

    private async Task AssertRefusedAsync(string role, params string[] addresses)
    {
        using var member = await StaffClient.CreateAsync(fixture.App, Cancel, role);
        foreach (var address in addresses)
        {
            using var answer = await member.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }
}
