using System.Net;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Keys;

/// <summary>Somebody leaves: the first of two steps.</summary>
public sealed class EndMembershipTests(PostgresServer server) : IAsyncLifetime
{
    private readonly TeamFixture team = new(server);
    private readonly TestKeys keys = new();
    private StaffClient leaving = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await team.InitializeAsync();
        leaving = await team.WithKeysAsync(keys, Cancel, RoleName.Caseworker);
        var entry = team.Roster.Member(team.OfficerKeys, leaving.Id, keys);
        using var admitted = await team.Officer.SendAsync(
            HttpMethod.Post, "/api/staff/roster", new { entries = new[] { entry }, epochWraps = new[] { team.Roster.Wrap(leaving.Id, keys) } }, Cancel);
        admitted.EnsureSuccessStatusCode();
        team.Roster.Entries.Add(entry);
    }

    [Fact]
    public async Task End_AtOnce_TakesAccountSessionsAndWrapsAndWritesDownEveryCase()
    {
        var mine = await CaseAsync(leaving.Id);
        var colleagues = await CaseAsync(team.Officer.Id);
        var restricted = await CaseAsync(team.Officer.Id, restricted: true);
        var unread = await DraftAsync();

        Assert.Null(await EndAsync(leaving.Id));

        await using var context = team.Database.Open();
        Assert.Empty(await context.Set<EpochWrap>().Where(wrap => wrap.StaffId == leaving.Id).ToListAsync(Cancel));
        Assert.Empty(await context.Set<SealedObject>().Where(o => o.Recipient == Recipients.Staff(leaving.Id)).ToListAsync(Cancel));
        Assert.Empty(await context.Set<UnlockHalf>().Where(half => half.StaffId == leaving.Id).ToListAsync(Cancel));
        Assert.NotNull((await context.Users.SingleAsync(member => member.Id == leaving.Id, Cancel)).DisabledAt);
        var due = await context.Set<CaseRekey>().Select(row => row.CaseId).ToListAsync(Cancel);
        Assert.Equal(new[] { mine, colleagues }.Order(), due.Order());
        Assert.DoesNotContain(restricted, due);
        Assert.DoesNotContain(unread, due);
        var caseFile = await context.Set<Case>().SingleAsync(row => row.CaseId == mine, Cancel);
        Assert.Null(caseFile.AssigneeId);
        Assert.True((await context.Set<Report>().SingleAsync(row => row.CaseId == mine, Cancel)).HandedBack);
        Assert.Contains(HexId.Write(mine), await team.Officer.Http.GetStringAsync(new Uri("/cases", UriKind.Relative), Cancel));
        var told = await context.Set<AuditEvent>().Where(e => e.ChainId == AuditLog.Organisation).OrderByDescending(e => e.Sequence).Take(10).Select(e => e.Type).ToListAsync(Cancel);
        Assert.Superset(new HashSet<string> { "StaffRevoked", "EpochTurned", "TeamKeyGiven", "IntakeBundleSigned", "StaffDisabled" }, told.ToHashSet());
        using var after = await leaving.SendAsync(HttpMethod.Get, "/api/staff/me", null, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task End_WithoutANewKeyOrForAnother_IsRefusedAndNothingHappens()
    {
        var revoked = team.Roster.Revoked(team.OfficerKeys, leaving.Id);
        var epoch = team.Roster.Epoch(team.OfficerKeys, 2, revoked);
        NewEpochWrap[] all = [team.Roster.Wrap(team.Officer.Id, team.OfficerKeys, 2), team.Roster.Wrap(team.Second.Id, team.SecondKeys, 2)];

        Assert.Equal("ending", await PostAsync(leaving.Id, [revoked], [], intake: true));
        Assert.Equal("ending", await PostAsync(team.Second.Id, [revoked, epoch], all, intake: true));
        Assert.Equal("epoch-wrap", await PostAsync(leaving.Id, [revoked, epoch], all[..1], intake: true));
        Assert.Equal("epoch-wrap", await PostAsync(leaving.Id, [revoked, epoch], [.. all, team.Roster.Wrap(leaving.Id, keys, 2)], intake: true));
        using var asAdmission = await team.Officer.SendAsync(
            HttpMethod.Post, "/api/staff/roster", new { entries = new[] { revoked, epoch }, epochWraps = all, intake = team.Roster.Intake(2) }, Cancel);
        Assert.Equal("ending", (string?)JsonNode.Parse(await asAdmission.Content.ReadAsStringAsync(Cancel))!["code"]);
        using var withoutBundle = await team.Officer.SendAsync(
            HttpMethod.Post, "/api/staff/roster", new { entries = new[] { team.Roster.Epoch(team.OfficerKeys, 2) }, epochWraps = all }, Cancel);
        Assert.Equal("intake-bundle", (string?)JsonNode.Parse(await withoutBundle.Content.ReadAsStringAsync(Cancel))!["code"]);

        using var still = await leaving.SendAsync(HttpMethod.Get, "/api/staff/me", null, Cancel);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task End_OfTheLastAdministrator_IsRefused()
    {
        await using (var context = team.Database.Open())
        {
            var role = await context.Roles.SingleAsync(one => one.Name == RoleName.Administrator, Cancel);
            context.UserRoles.Add(new() { UserId = leaving.Id, RoleId = role.Id });
            await context.SaveChangesAsync(Cancel);
        }

        Assert.Equal("last-administrator", await EndAsync(leaving.Id));
    }

    [Fact]
    public async Task End_WhileAnotherOfficerTurnsTheKey_OneOfThemLearnsThatTheHeadMoved()
    {
        NewEpochWrap[] all =
        [
            team.Roster.Wrap(team.Officer.Id, team.OfficerKeys, 2), team.Roster.Wrap(team.Second.Id, team.SecondKeys, 2), team.Roster.Wrap(leaving.Id, keys, 2),
        ];
        var turn = team.Second.SendAsync(
            HttpMethod.Post, "/api/staff/roster",
            new { entries = new[] { team.Roster.Epoch(team.SecondKeys, 2) }, epochWraps = all, intake = team.Roster.Intake(2) }, Cancel);

        var end = EndAsync(leaving.Id);

        using var turned = await turn;
        var codes = new[] { turned.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(await turned.Content.ReadAsStringAsync(Cancel))!["code"], await end };
        Assert.Single(codes, code => code is null);
        Assert.Single(codes, code => code == "roster-sequence");
    }

    public async ValueTask DisposeAsync()
    {
        leaving.Dispose();
        await team.DisposeAsync();
    }

    private Task<string?> EndAsync(Guid user)
    {
        var revoked = team.Roster.Revoked(team.OfficerKeys, user);
        return PostAsync(
            user,
            [revoked, team.Roster.Epoch(team.OfficerKeys, 2, revoked)],
            [team.Roster.Wrap(team.Officer.Id, team.OfficerKeys, 2), team.Roster.Wrap(team.Second.Id, team.SecondKeys, 2)],
            intake: true);
    }

    private async Task<string?> PostAsync(Guid user, IReadOnlyList<SignedDocument> entries, IReadOnlyList<NewEpochWrap> wraps, bool intake)
    {
        using var answer = await team.Officer.SendAsync(
            HttpMethod.Post, "/api/staff/roster/ended",
            new { user, entries, epochWraps = wraps, intake = intake ? team.Roster.Intake(2) : null }, Cancel);
        return answer.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"];
    }

    private async Task<Guid> CaseAsync(Guid assignee, bool restricted = false)
    {
        var (id, now) = (RandomId.New(), team.App.Clock.GetUtcNow());
        await using var context = team.Database.Open();
        var report = new Report { CaseId = id, Mode = IntakeMode.Sealed, Language = "en" };
        report.Receive(now, held: false);
        report.TakeUp(now);
        var caseFile = new Case { CaseId = id, OpenedAt = now };
        caseFile.AssignTo(assignee);
        context.AddRange(report, caseFile, new CaseGrant { CaseId = id, StaffId = assignee, GrantedAt = now });
        if (restricted)
        {
            context.Add(new Restriction { CaseId = id, Since = now });
        }

        await context.SaveChangesAsync(Cancel);
        return id;
    }

    private async Task<Guid> DraftAsync()
    {
        var (id, now) = (RandomId.New(), team.App.Clock.GetUtcNow());
        await using var context = team.Database.Open();
        var report = new Report { CaseId = id, Mode = IntakeMode.Sealed, Language = "en" };
        report.KeepAsDraft(now, staffMayRead: true);
        context.Add(report);
        await context.SaveChangesAsync(Cancel);
        return id;
    }
}
