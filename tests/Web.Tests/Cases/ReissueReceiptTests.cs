using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Cases;

/// <summary>A new receipt for whoever lost hers; the old one ends with it.</summary>
public sealed class ReissueReceiptTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static readonly string[] Staffs = [Recipients.Epoch(1), Recipients.Recovery];
    private static readonly string[] Hers = [.. Staffs, Recipients.Receipt];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reissue_OldReceiptComesInNoMore_TheNewOneDoes()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel);
        var (lookup, token) = (RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(32));

        var answer = await mine.PostAsync("receipt", Body(mine, lookup, token, Hers), Cancel);

        Assert.Equal((204, ""), (answer.Status, answer.Status == 204 ? "" : answer.Code));
        Assert.Equal("unknown-receipt", (await team.PublicApi.GetAsync("/api/case", her.Receipt, Cancel)).Code);
        var renewed = await team.PublicApi.GetAsync("/api/case", $"Receipt {Base64Url.EncodeToString(lookup)}.{Base64Url.EncodeToString(token)}", Cancel);
        Assert.Equal(200, renewed.Status);
        Assert.Equal([0, 1], renewed.Json["wraps"]!.AsArray().Select(wrap => (int)wrap!["generation"]!).Order());
        await using var context = team.Database.Open();
        Assert.True(await context.Set<AuditEvent>().AnyAsync(e => e.ChainId == her.CaseId && e.Type == "ReceiptReissued", Cancel));
        Assert.All(
            await context.Set<SealedObject>().Where(o => o.CaseId == her.CaseId && o.KeyPair == KeyPairName.C && o.Kind == ObjectKinds.Wrap).ToListAsync(Cancel),
            wrap => Assert.Equal(Authors.Staff(team.First.Id), wrap.Author));
    }

    [Fact]
    public async Task Burn_WithoutANewOne_LeavesNoWayInWithAReceipt()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel);

        Assert.Equal(204, (await mine.PostAsync("receipt", Body(mine, null, null, Staffs), Cancel)).Status);

        Assert.Equal("unknown-receipt", (await team.PublicApi.GetAsync("/api/case", her.Receipt, Cancel)).Code);
        await using var context = team.Database.Open();
        Assert.False(await context.Set<SealedObject>().AnyAsync(o => o.CaseId == her.CaseId && o.Recipient == Recipients.Receipt, Cancel));
    }

    [Fact]
    public async Task Reissue_LeavingOutAWrapOrANewKeyOrTheNote_IsRefusedAndTheOldReceiptStillWorks()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel);
        var (lookup, token) = (RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(32));
        var note = mine.Next(KeyPairName.N, ObjectKinds.Note);

        var withoutReceipt = Body(mine, lookup, token, Staffs, note);
        Assert.Equal("wraps", (await mine.PostAsync("receipt", withoutReceipt, Cancel)).Code);
        var withoutKeys = Body(mine, lookup, token, Hers, note);
        withoutKeys["keys"]!["keys"] = new JsonArray();
        Assert.Equal("rekey", (await mine.PostAsync("receipt", withoutKeys, Cancel)).Code);
        var withoutNote = Body(mine, lookup, token, Hers, note);
        withoutNote["objects"] = new JsonArray();
        Assert.Equal("objects", (await mine.PostAsync("receipt", withoutNote, Cancel)).Code);
        var inUse = Body(mine, her.LookupId, token, Hers, note);
        Assert.Equal("receipt", (await mine.PostAsync("receipt", inUse, Cancel)).Code);

        Assert.Equal(200, (await team.PublicApi.GetAsync("/api/case", her.Receipt, Cancel)).Status);
    }

    private static JsonObject Body(CaseBrowser mine, byte[]? lookup, byte[]? token, string[] hers, JsonObject? note = null) => new()
    {
        ["receipt"] = lookup is null || token is null ? null : new JsonObject
        {
            ["lookupHash"] = Base64Url.EncodeToString(SHA256.HashData(lookup)),
            ["tokenHash"] = Base64Url.EncodeToString(SHA256.HashData(token)),
        },
        ["objects"] = new JsonArray(note?.DeepClone() ?? mine.Next(KeyPairName.N, ObjectKinds.Note)),
        ["keys"] = new JsonObject
        {
            ["epoch"] = 1,
            ["keys"] = new JsonArray(mine.NextKey(KeyPairName.C, RandomNumberGenerator.GetBytes(32)), mine.NextKey(KeyPairName.N, RandomNumberGenerator.GetBytes(32))),
            ["wraps"] = new JsonArray([.. mine.Wraps(KeyPairName.C, 2, hers), .. mine.Wraps(KeyPairName.N, 2, Staffs)]),
        },
    };
}
