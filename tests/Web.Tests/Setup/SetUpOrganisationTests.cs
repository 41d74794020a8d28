using System.Net;
using System.Text.Json.Nodes;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using CaseManager.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Setup;

public sealed class SetUpOrganisationTests(PostgresServer server)
{
    private const string Address = "/api/staff/setup";

    public static TheoryData<string> OtherRoles => RolesThatMayNot.Open(Policy.Roles[Policy.Administration]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_WhatTheCeremonyMade_OpensTheIntakeAndKeepsTheFiles()
    {
        await using var site = await SetupSite.StartAsync(server);
        var files = RosterWriter.NewFiles();
        var before = await (await site.Administrator.Http.GetAsync(new Uri("/", UriKind.Relative), Cancel)).Content.ReadAsStringAsync(Cancel);

        var refusal = await site.PostAsync(Address, site.Roster.BeginWithFiles(files, site.First, site.Second));

        using var survivor = site.App.PublicClient();
        using var intake = await survivor.GetAsync(new Uri("/api/intake", UriKind.Relative), Cancel);
        var kept = JsonNode.Parse(await site.Administrator.Http.GetStringAsync(new Uri("/api/staff/recovery-files", UriKind.Relative), Cancel))!["files"]!;
        var after = await site.Administrator.Http.GetStringAsync(new Uri("/", UriKind.Relative), Cancel);
        using var again = await site.Administrator.Http.GetAsync(new Uri("/setup", UriKind.Relative), Cancel);
        Assert.Null(refusal);
        Assert.Equal(HttpStatusCode.OK, intake.StatusCode);
        Assert.Equal(TestKeys.Text(files.AC), (string?)kept["AC"]);
        Assert.Contains("/setup\"", before, StringComparison.Ordinal);
        Assert.DoesNotContain("/setup\"", after, StringComparison.Ordinal);
        Assert.Equal("/setup/holders", again.Headers.Location!.OriginalString);
        Assert.Equal(
            ["RosterBegun", "StaffAdmitted", "StaffAdmitted", "EpochTurned", "RecoveryFilesMade"],
            (await site.EventsAsync()).Where(type => type is "RosterBegun" or "StaffAdmitted" or "EpochTurned" or "RecoveryFilesMade"));
        Assert.Contains("RecoveryFilesTaken", await site.EventsAsync());
    }

    [Fact]
    public async Task Post_TwoAdministratorsAtOnce_OneIsToldThatThereIsAnInstance()
    {
        await using var site = await SetupSite.StartAsync(server);
        using var other = await StaffClient.CreateAsync(site.App, Cancel, RoleName.Administrator);
        var hers = site.Roster.BeginWithFiles(RosterWriter.NewFiles(), site.First, site.Second);
        var theirs = new RosterWriter().BeginWithFiles(RosterWriter.NewFiles(), site.First, site.Second);

        var codes = await Task.WhenAll(site.PostAsync(Address, hers), SetupSite.PostAsync(other, Address, theirs));

        Assert.Single(codes, code => code is null);
        Assert.Single(codes, code => code == "instance-exists");
        Assert.Equal(hers.Entries.Count, await site.EntriesAsync());
    }

    [Fact]
    public async Task Post_OfficersWhoAreNone_AreRefusedAndNothingIsStored()
    {
        await using var site = await SetupSite.StartAsync(server);
        var caseworker = await site.WithKeysAsync(RoleName.Caseworker);
        var closed = await site.WithKeysAsync(RoleName.Supervisor);
        await CloseAsync(site, closed.Id);
        Task<string?> PostAsync(params (Guid, TestKeys)[] officers) =>
            site.PostAsync(Address, new RosterWriter().BeginWithFiles(RosterWriter.NewFiles(), officers));

        Assert.Equal("two-officers", await PostAsync(site.First));
        Assert.Equal("roster-member", await PostAsync(site.First, (site.Second.Id, new TestKeys())));
        Assert.Equal("roster-member", await PostAsync(site.First, caseworker));
        Assert.Equal("roster-member", await PostAsync(site.First, closed));
        Assert.Equal(0, await site.EntriesAsync());
    }

    [Fact]
    public async Task Post_SomethingOtherThanTheRootSigned_IsRefusedAndNothingIsStored()
    {
        await using var site = await SetupSite.StartAsync(server);
        var first = site.Roster.BeginWithFiles(RosterWriter.NewFiles(), site.First, site.Second);
        var noAge = first.RecoveryFiles with { BC = [1, 2, 3] };

        Assert.Equal("recovery-files", await site.PostAsync(Address, first with { RecoveryFiles = RosterWriter.NewFiles() }));
        Assert.Equal("recovery-files", await site.PostAsync(Address, first with { Entries = [.. first.Entries.SkipLast(1)] }));
        Assert.Equal("recovery-files", await site.PostAsync(Address, new RosterWriter().BeginWithFiles(noAge, site.First, site.Second)));
        Assert.Equal("epoch-wrap", await site.PostAsync(Address, first with { EpochWraps = [.. first.EpochWraps.Take(1)] }));
        Assert.Equal("intake-bundle", await site.PostAsync(Address, first with { Intake = new RosterWriter().Begin(site.First, site.Second).Intake }));
        Assert.Equal("not-json", await site.PostAsync(Address, new { first.RootKey, first.Entries }));
        Assert.Equal(0, await site.EntriesAsync());
    }

    [Theory]
    [MemberData(nameof(OtherRoles))]
    public async Task AnyPart_OtherRoles_AreRefused(string role)
    {
        await using var site = await SetupSite.StartAsync(server);
        using var member = await StaffClient.CreateAsync(site.App, Cancel, role);
        var first = site.Roster.BeginWithFiles(RosterWriter.NewFiles(), site.First, site.Second);

        foreach (var address in new[] { "/setup", "/setup/holders" })
        {
            using var page = await member.Http.GetAsync(new Uri(address, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        }

        foreach (var address in new[] { Address, "/api/staff/recovery-files", "/api/staff/officers" })
        {
            using var answer = await member.SendAsync(HttpMethod.Post, address, first, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using var files = await member.Http.GetAsync(new Uri("/api/staff/recovery-files", UriKind.Relative), Cancel);
        Assert.Equal(Policy.Roles[Policy.People].Contains(role) ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, files.StatusCode);
        Assert.Equal(0, await site.EntriesAsync());
    }

    [Fact]
    public async Task Holders_BeforeTheCeremony_LeadsToIt()
    {
        await using var site = await SetupSite.StartAsync(server);

        using var answer = await site.Administrator.Http.GetAsync(new Uri("/setup/holders", UriKind.Relative), Cancel);
        var page = await site.Administrator.Http.GetPageAsync("/setup", Cancel);

        Assert.Equal("/setup", answer.Headers.Location!.OriginalString);
        Assert.Equal("setup", page.Body!.GetAttribute("data-page"));
    }

    private static async Task CloseAsync(SetupSite site, Guid staffId)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        await using var database = site.Database.Open();
        var name = (await database.Users.FindAsync([staffId], Cancel))!.UserName!;
        await scope.ServiceProvider.GetRequiredService<DisableStaff>().RunAsync(name, ClosingReason.Other, Actor.Command("users"), Cancel);
    }
}
