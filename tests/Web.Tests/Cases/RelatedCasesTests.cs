using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Cases;
using CaseManager.Core.Cases.Related;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Cases;

/// <summary>Cases that have a link in common, and cases that somebody put together.</summary>
public sealed class RelatedCasesTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tags_EqualOnes_SuggestTheOtherCase_ExceptOneThatIsHidden()
    {
        var (one, other, hidden) = (await team.ReportAsync(Cancel), await team.ReportAsync(Cancel), await team.ReportAsync(Cancel));
        var (shared, own) = (Tag(), Tag());
        await TagsAsync(one, own, shared);
        await TagsAsync(hidden, shared);
        await using (var context = team.Database.Open())
        {
            context.Add(new Restriction { CaseId = hidden.CaseId, Since = team.App.Clock.GetUtcNow() });
            await context.SaveChangesAsync(Cancel);
        }

        var matches = (await TagsAsync(other, shared)).Json["matches"]!.AsArray();

        var match = Assert.Single(matches)!;
        Assert.Equal((HexId.Write(one.CaseId), Base64Url.EncodeToString(shared)), ((string)match["caseId"]!, (string)match["tag"]!));
        Assert.Empty((await TagsAsync(other, Tag())).Json["matches"]!.AsArray());
    }

    [Fact]
    public async Task Tags_OfAnotherEpochOrMalformed_AreRefused()
    {
        var her = await team.ReportAsync(Cancel);

        Assert.Equal("epoch-moved", (await PutAsync(her, 7, Tag())).Code);
        Assert.Equal("tags", (await PutAsync(her, 1, new byte[15])).Code);
    }

    [Fact]
    public async Task Turning_WithoutNewTags_LeavesNoneOfTheOlderKey()
    {
        await using var own = team.Database.Open();
        var (her, caseFile) = await team.TakenUpAsync(Cancel);
        await TagsAsync(her, Tag());
        own.Add(new IntakeBundle { Epoch = 2, Bundle = [1], Signature = new byte[64], Certificates = "[]" });
        await own.SaveChangesAsync(Cancel);
        string[] staff = [Recipients.Epoch(2), Recipients.Recovery];

        var turned = await caseFile.PutKeysAsync(2, [], [.. caseFile.Wraps(KeyPairName.C, 1, [.. staff, Recipients.Receipt]), .. caseFile.Wraps(KeyPairName.N, 1, staff)], Cancel);

        Assert.Equal(204, turned.Status);
        Assert.Empty(await own.Set<CaseTag>().Where(tag => tag.CaseId == her.CaseId).ToListAsync(Cancel));
        await own.Set<IntakeBundle>().Where(bundle => bundle.Epoch == 2).ExecuteDeleteAsync(Cancel);
    }

    [Fact]
    public async Task Link_AndTakenBack_StandsOnBothSides()
    {
        var (one, other) = (await team.ReportAsync(Cancel), await team.ReportAsync(Cancel));

        Assert.Equal(204, (await PostAsync(one, "linked", other.CaseId)).Status);
        Assert.Equal(204, (await PostAsync(other, "linked", one.CaseId)).Status);
        Assert.Equal([HexId.Write(one.CaseId)], (await RelatedAsync(other))["linked"]!.AsArray().Select(id => (string)id!));
        Assert.Equal([HexId.Write(other.CaseId)], (await RelatedAsync(one))["linked"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(204, (await PostAsync(other, "unlinked", one.CaseId)).Status);

        Assert.Empty((await RelatedAsync(one))["linked"]!.AsArray());
        Assert.Equal("other", (await PostAsync(one, "linked", one.CaseId)).Code);
        Assert.Equal("unknown-case", (await PostAsync(one, "linked", RandomId.New())).Code);
    }

    [Fact]
    public async Task Merge_LeavesTheListsAndItsReferenceLeadsOn_UntilItIsSplit()
    {
        var (into, _) = await team.TakenUpAsync(Cancel);
        var part = await team.ReportAsync(Cancel);

        Assert.Equal(204, (await PostAsync(part, "merged", into.CaseId)).Status);
        Assert.DoesNotContain(HexId.Write(part.CaseId), await PageAsync("/cases"));
        Assert.DoesNotContain(HexId.Write(part.CaseId), await PageAsync("/cases?queue=mine"));
        Assert.Contains(HexId.Write(part.CaseId), await PageAsync("/cases?queue=all"));
        using var found = await team.First.Http.GetAsync(new Uri($"/cases?reference={CaseReference.Write(part.CaseId)}", UriKind.Relative), Cancel);
        Assert.EndsWith(HexId.Write(into.CaseId), found.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HexId.Write(part.CaseId), (string)(await RelatedAsync(into))["merged"]![0]!["caseId"]!);
        Assert.Equal("merged", (await PostAsync(into, "merged", part.CaseId)).Code);
        Assert.Equal(200, (await team.PublicApi.GetAsync("/api/case", part.Receipt, Cancel)).Status);

        Assert.Equal(204, (await team.Open(part).PostAsync("split", null, Cancel)).Status);
        Assert.Contains(HexId.Write(part.CaseId), await PageAsync("/cases?queue=mine"));
        Assert.Empty((await RelatedAsync(into))["merged"]!.AsArray());
    }

    [Fact]
    public async Task Merge_IntoACaseNobodyTookUp_SaysThatItIsTheOtherOne()
    {
        var (part, _) = await team.TakenUpAsync(Cancel);
        var into = await team.ReportAsync(Cancel);

        var answer = await PostAsync(part, "merged", into.CaseId);

        Assert.Equal((409, "other-not-taken-up"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Split_OfACaseThatStandsAlone_ChangesNothing()
    {
        var (alone, _) = await team.TakenUpAsync(Cancel);

        Assert.Equal(204, (await team.Open(alone).PostAsync("split", null, Cancel)).Status);
        Assert.Contains(HexId.Write(alone.CaseId), await PageAsync("/cases?queue=mine"));
    }

    private static byte[] Tag() => RandomNumberGenerator.GetBytes(CaseTag.Length);

    private Task<ApiAnswer> TagsAsync(SurvivorBrowser her, params byte[][] tags) => PutAsync(her, 1, tags);

    private async Task<ApiAnswer> PutAsync(SurvivorBrowser her, int epoch, params byte[][] tags) => await StaffAnswer.ReadAsync(
        await team.First.SendAsync(HttpMethod.Put, $"/api/staff/cases/{HexId.Write(her.CaseId)}/tags", new { epoch, tags }, Cancel), Cancel);

    private Task<ApiAnswer> PostAsync(SurvivorBrowser her, string path, Guid other) =>
        team.Open(her).PostAsync(path, new JsonObject { ["other"] = HexId.Write(other) }, Cancel);

    private async Task<JsonNode> RelatedAsync(SurvivorBrowser her) => (await StaffAnswer.ReadAsync(
        await team.First.SendAsync(HttpMethod.Get, $"/api/staff/cases/{HexId.Write(her.CaseId)}/related", null, Cancel), Cancel)).Json;

    private Task<string> PageAsync(string address) => team.First.Http.GetStringAsync(new Uri(address, UriKind.Relative), Cancel);
}
