using System.Text.Json.Nodes;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Recovery;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.Web.Tests.Setup;

public sealed class RecoveryTests(PostgresServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replace_SignedByTheRoot_KeepsOnlyTheNewFiles()
    {
        await using var site = await StartAsync();
        var files = RosterWriter.NewFiles();
        var entry = site.Roster.Recovery(site.Roster.Root, files);

        Assert.Null(await ReplaceAsync(site, entry, files));

        Assert.Equal(TestKeys.Text(files.AB), await KeptAsync(site));
        Assert.Equal(2, (await site.EventsAsync()).Count(type => type == "RecoveryFilesMade"));
        Assert.Equal("roster-sequence", await ReplaceAsync(site, entry, files));
    }

    [Fact]
    public async Task Replace_NotSignedByTheRootOrOtherFiles_IsRefusedAndTheOldOnesStay()
    {
        await using var site = await StartAsync();
        var files = RosterWriter.NewFiles();
        var before = await KeptAsync(site);
        var signed = site.Roster.Recovery(site.Roster.Root, files);

        Assert.Equal("roster-signer", await ReplaceAsync(site, site.Roster.Recovery(site.First.Keys, files), files));
        Assert.Equal("roster-signer", await ReplaceAsync(site, site.Roster.Recovery(new TestKeys(), files), files));
        Assert.Equal("recovery-files", await ReplaceAsync(site, signed, RosterWriter.NewFiles()));
        Assert.Equal("recovery-files", await ReplaceAsync(site, site.Roster.Revoked(site.Roster.Root, site.First.Id), files));

        Assert.Equal(before, await KeptAsync(site));
        Assert.Equal(site.Roster.Entries.Count, await site.EntriesAsync());
    }

    [Fact]
    public async Task Replace_BeforeTheCeremony_IsRefused()
    {
        await using var site = await SetupSite.StartAsync(server);
        var files = RosterWriter.NewFiles();

        Assert.Equal("no-instance", await ReplaceAsync(site, site.Roster.Recovery(site.Roster.Root, files), files));
    }

    [Fact]
    public async Task Officer_NamedByTheRootWithANewTeamKey_StandsInTheRosterAndGetsTheKey()
    {
        await using var site = await StartAsync();
        var third = await site.WithKeysAsync(RoleName.Supervisor);
        var (entries, wraps) = Named(site, third, site.Roster.Root);

        Assert.Null(await NameAsync(site, entries, wraps));

        var roster = await site.Administrator.Http.GetStringAsync(new Uri("/api/staff/roster", UriKind.Relative), Cancel);
        Assert.Equal(site.Roster.Entries.Count + 2, JsonNode.Parse(roster)!["entries"]!.AsArray().Count);
        Assert.Equal(3, (await site.EventsAsync()).Count(type => type == "StaffAdmitted"));
    }

    [Fact]
    public async Task Officer_NotNamedByTheRootOrLeavingSomebodyOut_IsRefused()
    {
        await using var site = await StartAsync();
        var third = await site.WithKeysAsync(RoleName.Supervisor);
        var caseworker = await site.WithKeysAsync(RoleName.Caseworker);
        var (entries, wraps) = Named(site, third, site.Roster.Root);
        var (byOfficer, _) = Named(site, third, site.First.Keys);
        var (unfit, unfitWraps) = Named(site, caseworker, site.Roster.Root);

        Assert.Equal("roster-signer", await NameAsync(site, byOfficer, wraps));
        Assert.Equal("roster-member", await NameAsync(site, unfit, unfitWraps));
        Assert.Equal("officer", await NameAsync(site, [entries[0]], wraps));
        Assert.Equal("epoch-wrap", await NameAsync(site, entries, [.. wraps.Skip(1)]));
        Assert.Equal(site.Roster.Entries.Count, await site.EntriesAsync());
    }

    private async Task<SetupSite> StartAsync()
    {
        var site = await SetupSite.StartAsync(server);
        Assert.Null(await site.PostAsync("/api/staff/setup", site.Roster.BeginWithFiles(RosterWriter.NewFiles(), site.First, site.Second)));
        return site;
    }

    private static (IReadOnlyList<SignedDocument> Entries, IReadOnlyList<NewEpochWrap> Wraps) Named(
        SetupSite site, (Guid Id, TestKeys Keys) officer, TestKeys signer)
    {
        var member = site.Roster.Member(signer, officer.Id, officer.Keys, officer: true);
        return ([member, site.Roster.Epoch(signer, 2, member)],
            [.. new[] { site.First, site.Second, officer }.Select(one => site.Roster.Wrap(one.Id, one.Keys, 2))]);
    }

    private static Task<string?> NameAsync(SetupSite site, IReadOnlyList<SignedDocument> entries, IReadOnlyList<NewEpochWrap> epochWraps) =>
        site.PostAsync("/api/staff/officers", new { entries, epochWraps, intake = site.Roster.Intake(2) });

    private static Task<string?> ReplaceAsync(SetupSite site, SignedDocument entry, NewRecoveryFiles files) =>
        site.PostAsync("/api/staff/recovery-files", new { entry, files });

    private static async Task<string?> KeptAsync(SetupSite site) =>
        (string?)JsonNode.Parse(await site.Administrator.Http.GetStringAsync(new Uri("/api/staff/recovery-files", UriKind.Relative), Cancel))!["files"]!["AB"];
}
