using System.Net;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Keys;

public sealed class RosterApiTests(TeamFixture team) : IClassFixture<TeamFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_MemberSignedByAnOfficer_IsAdmittedWithHerEpochKey()
    {
        var keys = new TestKeys();
        using var member = await team.WithKeysAsync(keys, Cancel, RoleName.Caseworker);
        var before = await StateAsync(member);
        var entry = team.Roster.Member(team.OfficerKeys, member.Id, keys);

        var code = await PostAsync(team.Officer, [entry], team.Roster.Wrap(member.Id, keys));

        team.Roster.Entries.Add(entry);
        var wraps = await (await member.SendAsync(HttpMethod.Get, "/api/staff/epoch-wraps", null, Cancel)).Content.ReadAsStringAsync(Cancel);
        Assert.Equal("waiting", before);
        Assert.Null(code);
        Assert.Equal("admitted", await StateAsync(member));
        Assert.Contains("\"epoch\":1", wraps, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TeamKeyForAnAuditor_IsRefusedAndHerAdmissionWithoutItIsNot()
    {
        var keys = new TestKeys();
        using var auditor = await team.WithKeysAsync(keys, Cancel, RoleName.Auditor);
        var entry = team.Roster.Member(team.OfficerKeys, auditor.Id, keys);

        var withKey = await PostAsync(team.Officer, [entry], team.Roster.Wrap(auditor.Id, keys));
        var before = await StateAsync(auditor);
        var without = await PostAsync(team.Officer, [entry]);

        team.Roster.Entries.Add(entry);
        Assert.Equal(("epoch-wrap", "waiting", null), (withKey, before, without));
        Assert.Equal("admitted", await StateAsync(auditor));
    }

    [Fact]
    public async Task Roles_OfAnOfficer_KeepHerASupervisor()
    {
        await using var scope = team.App.Services.CreateAsyncScope();
        var change = scope.ServiceProvider.GetRequiredService<ChangeRoles>();

        var refusal = await Assert.ThrowsAsync<RefusedException>(() =>
            change.RunAsync(team.Second.Name, [RoleName.Caseworker], before: null, Actor.Command("users"), Cancel));

        Assert.Equal("officer", refusal.Code);
    }

    [Fact]
    public async Task Roles_ThatOpenNoReport_WhileSheHasTheTeamsKeys_AreRefused()
    {
        var keys = new TestKeys();
        using var member = await team.WithKeysAsync(keys, Cancel, RoleName.Caseworker, RoleName.Auditor);
        var entry = team.Roster.Member(team.OfficerKeys, member.Id, keys);
        await PostAsync(team.Officer, [entry], team.Roster.Wrap(member.Id, keys));
        team.Roster.Entries.Add(entry);
        await using var scope = team.App.Services.CreateAsyncScope();
        var change = scope.ServiceProvider.GetRequiredService<ChangeRoles>();

        var refusal = await Assert.ThrowsAsync<RefusedException>(() =>
            change.RunAsync(member.Name, [RoleName.Auditor], before: null, Actor.Command("users"), Cancel));
        await change.RunAsync(member.Name, [RoleName.Caseworker], before: null, Actor.Command("users"), Cancel);

        Assert.Equal("team-keys", refusal.Code);
    }

    [Fact]
    public async Task Post_EntriesThatDoNotFollow_AreRefusedAndNothingIsStored()
    {
        var keys = new TestKeys();
        using var member = await team.WithKeysAsync(keys, Cancel, RoleName.Caseworker);
        var roster = team.Roster;
        var good = roster.Member(team.OfficerKeys, member.Id, keys);

        Assert.Equal("roster-signer", await PostAsync(team.Officer, [roster.Member(keys, member.Id, keys)]));
        Assert.Equal("roster-signer", await PostAsync(team.Officer, [roster.Member(roster.Root, member.Id, keys)]));
        Assert.Equal("roster-signer", await PostAsync(team.Officer, [roster.Member(team.SecondKeys, member.Id, keys)]));
        Assert.Equal("roster-signature", await PostAsync(team.Officer, [good with { Signature = new byte[64] }]));
        Assert.Equal(
            "roster-sequence", await PostAsync(team.Officer, [roster.MemberAt(team.OfficerKeys, member.Id, keys, roster.Next + 1, roster.Head)]));
        Assert.Equal("roster-sequence", await PostAsync(team.Officer, [roster.Entries[^1]]));
        Assert.Equal(
            "roster-previous", await PostAsync(team.Officer, [roster.MemberAt(team.OfficerKeys, member.Id, keys, roster.Next, new byte[32])]));
        Assert.Equal("roster-entry", await PostAsync(team.Officer, [team.OfficerKeys.Sign("casemanager/1 roster", new { v = 1 })]));
        Assert.Equal("roster-member", await PostAsync(team.Officer, [roster.Member(team.OfficerKeys, member.Id, new TestKeys())]));
        Assert.Equal("roster-member", await PostAsync(team.Officer, [roster.Member(team.OfficerKeys, RandomId.New(), keys)]));
        Assert.Equal("roster-member", await PostAsync(team.Officer, [roster.Member(team.OfficerKeys, member.Id, keys, officer: true)]));
        Assert.Equal("two-officers", await PostAsync(team.Officer, [roster.Revoked(team.OfficerKeys, team.Second.Id)]));
        Assert.Equal("waiting", await StateAsync(member));
    }

    [Fact]
    public async Task Post_TwoOfficersAfterTheSameHead_OneIsToldThatItMoved()
    {
        var oneKeys = new TestKeys();
        var otherKeys = new TestKeys();
        using var one = await team.WithKeysAsync(oneKeys, Cancel, RoleName.Caseworker);
        using var other = await team.WithKeysAsync(otherKeys, Cancel, RoleName.Caseworker);
        var first = team.Roster.Member(team.OfficerKeys, one.Id, oneKeys);
        var second = team.Roster.Member(team.SecondKeys, other.Id, otherKeys);

        var codes = await Task.WhenAll(PostAsync(team.Officer, [first]), PostAsync(team.Second, [second]));

        team.Roster.Entries.Add(codes[0] is null ? first : second);
        Assert.Single(codes, code => code is null);
        Assert.Single(codes, code => code == "roster-sequence");
    }

    [Fact]
    public async Task Post_ByASupervisorTheRosterDoesNotName_IsNotFound()
    {
        var keys = new TestKeys();
        using var supervisor = await team.WithKeysAsync(keys, Cancel, RoleName.Supervisor);

        Assert.Equal("not-an-officer", await PostAsync(supervisor, [team.Roster.Member(keys, supervisor.Id, keys)]));
    }

    [Fact]
    public async Task Import_SecondTime_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => team.ImportAsync(team.Genesis, Cancel));

        Assert.Equal("instance-exists", refusal.Code);
    }

    [Fact]
    public async Task Post_OtherKeysThanBefore_AreRefused()
    {
        using var member = await team.WithKeysAsync(new TestKeys(), Cancel, RoleName.Caseworker);

        using var answer = await member.SendAsync(HttpMethod.Post, "/api/staff/keys", new TestKeys().Posted(member.Id), Cancel);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Post_KeysWithSomebodyElsesUnlockMethod_AreRefused()
    {
        using var member = await StaffClient.CreateAsync(team.App, Cancel, RoleName.Caseworker);

        using var answer = await member.SendAsync(HttpMethod.Post, "/api/staff/keys", new TestKeys().Posted(team.Officer.Id), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<string?> PostAsync(StaffClient officer, IReadOnlyList<SignedDocument> entries, params IReadOnlyList<NewEpochWrap> wraps)
    {
        using var answer = await officer.SendAsync(
            HttpMethod.Post, "/api/staff/roster", new { entries, epochWraps = wraps, intake = (object?)null }, Cancel);
        return answer.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"];
    }

    private static async Task<string?> StateAsync(StaffClient member)
    {
        using var answer = await member.SendAsync(HttpMethod.Get, "/api/staff/me", null, Cancel);
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["keys"];
    }
}
