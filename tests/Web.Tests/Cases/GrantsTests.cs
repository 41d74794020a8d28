using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Cases;

/// <summary>Who works on a case, and who may decide that.</summary>
public sealed class GrantsTests(CaseTeam team) : IClassFixture<CaseTeam>, IAsyncLifetime
{
    private StaffClient third = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        third = await StaffClient.CreateAsync(team.App, Cancel, RoleName.Caseworker);
        await using var context = team.Database.Open();
        foreach (var id in new[] { team.First.Id, team.Second.Id, third.Id })
        {
            if (!await context.Set<EpochWrap>().AnyAsync(wrap => wrap.StaffId == id, Cancel))
            {
                context.Add(new EpochWrap { Epoch = 1, StaffId = id, File = [1] });
            }
        }

        await context.SaveChangesAsync(Cancel);
    }

    [Fact]
    public async Task Assign_CaseNobodyHas_IsHers_AndTheNextOneLearnsThatItIsTaken()
    {
        var her = await team.ReportAsync(Cancel);
        var mine = team.Open(her);

        Assert.Equal(204, (await GiveAsync(mine, "assign", third.Id)).Status);
        Assert.Equal("taken", (await GiveAsync(mine, "assign", team.Second.Id)).Code);

        Assert.Equal(third.Id, (await CaseAsync(her.CaseId)).AssigneeId);
        Assert.Equal(["CaseAssigned"], await EventsAsync(her.CaseId, "CaseAssigned"));
    }

    [Fact]
    public async Task Assign_ToSomebodyWithoutTheTeamsKeys_IsRefused()
    {
        var her = await team.ReportAsync(Cancel);
        using var unrostered = await StaffClient.CreateAsync(team.App, Cancel, RoleName.Caseworker);
        using var advocate = await StaffClient.CreateAsync(team.App, Cancel, RoleName.Advocate);

        foreach (var id in new[] { unrostered.Id, advocate.Id, RandomId.New() })
        {
            Assert.Equal("colleague", (await GiveAsync(team.Open(her), "assign", id)).Code);
        }
    }

    [Fact]
    public async Task Offer_StaysWhereItIsUntilItIsTaken_ThenTheOneBeforeHasNoWrapsAnyMore()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel);

        Assert.Equal(204, (await GiveAsync(mine, "offer", third.Id)).Status);
        Assert.Equal(team.First.Id, (await CaseAsync(her.CaseId)).AssigneeId);
        Assert.Contains(HexId.Write(her.CaseId), await third.Http.GetStringAsync(new Uri("/cases?queue=mine", UriKind.Relative), Cancel));
        Assert.Equal("no-offer", (await team.Open(her, team.Second).PostAsync("offer/accept", null, Cancel)).Code);
        Assert.Equal(204, (await team.Open(her, third).PostAsync("offer/accept", null, Cancel)).Status);

        var caseFile = await CaseAsync(her.CaseId);
        Assert.Equal((third.Id, null), (caseFile.AssigneeId, caseFile.Offer));
        Assert.Equal([third.Id], await GrantsAsync(her.CaseId));
        Assert.DoesNotContain(Recipients.Staff(team.First.Id), await RecipientsAsync(her.CaseId));
        Assert.Equal(["CaseOffered", "OfferAccepted"], await EventsAsync(her.CaseId, "CaseOffered", "OfferAccepted"));
    }

    [Theory]
    [InlineData("decline")]
    [InlineData("withdraw")]
    public async Task Offer_DeclinedOrTakenBack_AccessEndsWithIt(string how)
    {
        var (her, mine) = await team.TakenUpAsync(Cancel);
        await GiveAsync(mine, "offer", third.Id);

        var who = how == "decline" ? team.Open(her, third) : mine;
        Assert.Equal(204, (await who.PostAsync($"offer/{how}", null, Cancel)).Status);

        Assert.Equal([team.First.Id], await GrantsAsync(her.CaseId));
        Assert.Null((await CaseAsync(her.CaseId)).Offer);
        Assert.Equal("no-offer", (await mine.PostAsync("offer/withdraw", null, Cancel)).Code);
    }

    [Fact]
    public async Task Offer_BySomebodyWhoDoesNotWorkOnIt_IsRefused_ExceptForASupervisor()
    {
        var (her, _) = await team.TakenUpAsync(Cancel);

        Assert.Equal("not-yours", (await GiveAsync(team.Open(her, third), "offer", third.Id)).Code);
        Assert.Equal(204, (await GiveAsync(team.Open(her, team.Second), "offer", third.Id)).Status);
        Assert.Equal("offered", (await GiveAsync(team.Open(her, team.Second), "offer", team.Second.Id)).Code);
    }

    [Fact]
    public async Task Restrict_LeavesItToThoseWhoWorkOnIt_UntilItIsLifted()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel);

        Assert.Equal(204, (await RestrictAsync(mine)).Status);

        Assert.Equal(
            [Recipients.Receipt, Recipients.Recovery, Recipients.Staff(team.First.Id)],
            (await RecipientsAsync(her.CaseId)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(404, (await team.Open(her, team.Second).GetAsync(Cancel)).Status);
        Assert.Equal(200, (await mine.GetAsync(Cancel)).Status);
        Assert.Equal("unknown-case", (await team.Open(her, team.Second).PostAsync("claim", new JsonObject(), Cancel)).Code);

        var body = new JsonObject
        {
            ["objects"] = new JsonArray(mine.Next(KeyPairName.N, ObjectKinds.Handover, generation: 1)),
            ["keys"] = Keys([], [.. mine.Wraps(KeyPairName.C, 2, Recipients.Epoch(1)), .. mine.Wraps(KeyPairName.N, 2, Recipients.Epoch(1))]),
        };
        var lifted = await mine.PostAsync("lift", body, Cancel);
        Assert.Equal((204, ""), (lifted.Status, lifted.Status == 204 ? "" : lifted.Code));
        Assert.Equal(200, (await team.Open(her, team.Second).GetAsync(Cancel)).Status);
        Assert.Equal(["CaseRestricted", "RestrictionLifted"], await EventsAsync(her.CaseId, "CaseRestricted", "RestrictionLifted"));
    }

    [Fact]
    public async Task Restrict_WithoutNewKeysOrAStatement_OrBySomebodyElse_IsRefusedAndTheTeamStillOpensIt()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel);
        var handover = mine.Next(KeyPairName.N, ObjectKinds.Handover);
        string[] staff = [Recipients.Recovery, Recipients.Staff(team.First.Id)];

        Assert.Equal("handover", (await mine.PostAsync("restrict", new JsonObject { ["objects"] = new JsonArray(), ["keys"] = Keys([], []) }, Cancel)).Code);
        var withoutKeys = new JsonObject
        {
            ["objects"] = new JsonArray(handover.DeepClone()),
            ["keys"] = Keys([], [.. mine.Wraps(KeyPairName.C, 1, [.. staff, Recipients.Receipt]), .. mine.Wraps(KeyPairName.N, 1, staff)]),
        };
        Assert.Equal("rekey", (await mine.PostAsync("restrict", withoutKeys, Cancel)).Code);
        Assert.Equal("not-yours", (await RestrictAsync(team.Open(her, team.Second))).Code);

        Assert.Equal(200, (await team.Open(her, team.Second).GetAsync(Cancel)).Status);
        Assert.Contains(Recipients.Epoch(1), await RecipientsAsync(her.CaseId));
    }

    [Fact]
    public async Task EndAccess_InARestrictedCase_MakesNewKeysDue_AndWhoeverHasItStays()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel);
        Assert.Equal(204, (await GiveAsync(mine, "grants", third.Id)).Status);
        Assert.Equal(204, (await RestrictAsync(mine, third.Id)).Status);
        Assert.Equal(200, (await team.Open(her, third).GetAsync(Cancel)).Status);

        JsonObject Statement(Guid id) => new()
        {
            ["staff"] = HexId.Write(id),
            ["objects"] = new JsonArray(mine.Next(KeyPairName.N, ObjectKinds.Handover, generation: 1)),
        };
        Assert.Equal(204, (await mine.PostAsync("grants/ended", Statement(third.Id), Cancel)).Status);
        Assert.Equal("responsible", (await mine.PostAsync("grants/ended", Statement(team.First.Id), Cancel)).Code);

        Assert.Equal(404, (await team.Open(her, third).GetAsync(Cancel)).Status);
        Assert.DoesNotContain(Recipients.Staff(third.Id), await RecipientsAsync(her.CaseId));
        await using var context = team.Database.Open();
        Assert.True(await context.Set<CaseRekey>().AnyAsync(row => row.CaseId == her.CaseId, Cancel));
    }

    public ValueTask DisposeAsync()
    {
        third.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Task<ApiAnswer> GiveAsync(CaseBrowser caseFile, string path, Guid to) =>
        caseFile.PostAsync(path, new JsonObject { ["staff"] = HexId.Write(to), ["objects"] = new JsonArray() }, Cancel);

    private Task<ApiAnswer> RestrictAsync(CaseBrowser caseFile, params Guid[] beside)
    {
        string[] staff = [Recipients.Recovery, Recipients.Staff(team.First.Id), .. beside.Select(Recipients.Staff)];
        var body = new JsonObject
        {
            ["objects"] = new JsonArray(caseFile.Next(KeyPairName.N, ObjectKinds.Handover)),
            ["keys"] = Keys(
                [caseFile.NextKey(KeyPairName.C, new byte[32]), caseFile.NextKey(KeyPairName.N, new byte[32])],
                [.. caseFile.Wraps(KeyPairName.C, 2, [.. staff, Recipients.Receipt]), .. caseFile.Wraps(KeyPairName.N, 2, staff)]),
        };
        return caseFile.PostAsync("restrict", body, Cancel);
    }

    private static JsonObject Keys(IEnumerable<JsonObject> keys, IEnumerable<JsonObject> wraps) =>
        new() { ["epoch"] = 1, ["keys"] = new JsonArray([.. keys]), ["wraps"] = new JsonArray([.. wraps]) };

    private async Task<Case> CaseAsync(Guid caseId)
    {
        await using var context = team.Database.Open();
        return await context.Set<Case>().SingleAsync(row => row.CaseId == caseId, Cancel);
    }

    private async Task<List<Guid>> GrantsAsync(Guid caseId)
    {
        await using var context = team.Database.Open();
        return await context.Set<CaseGrant>().Where(grant => grant.CaseId == caseId).Select(grant => grant.StaffId).ToListAsync(Cancel);
    }

    private async Task<List<string>> RecipientsAsync(Guid caseId)
    {
        await using var context = team.Database.Open();
        return await context.Set<SealedObject>().Where(o => o.CaseId == caseId && o.Kind == ObjectKinds.Wrap).Select(o => o.Recipient!).ToListAsync(Cancel);
    }

    private async Task<List<string>> EventsAsync(Guid caseId, params string[] types)
    {
        await using var context = team.Database.Open();
        return await context.Set<AuditEvent>()
            .Where(e => e.ChainId == caseId && types.Contains(e.Type)).OrderBy(e => e.Sequence).Select(e => e.Type).ToListAsync(Cancel);
    }
}
