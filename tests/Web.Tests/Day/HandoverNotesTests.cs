using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.Web.Tests.Day;

/// <summary>What was written for whoever gets a case is read once, by each for herself.</summary>
public sealed class HandoverNotesTests(DayTeam team) : IClassFixture<DayTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandoverRead_ByWhoeverGotTheCase_IsKeptForHerAlone()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        using (var bens = team.Cases.Open(her, team.Ben))
        {
            var id = await StoredAsync(mine, "offer", mine.Next(KeyPairName.N, ObjectKinds.Handover));

            Assert.Equal(204, (await ReadAsync(bens, id)).Status);
            Assert.Equal(204, (await ReadAsync(bens, id)).Status);

            Assert.NotNull((string?)(await bens.GetAsync(Cancel)).Json["case"]!["handoverReadAt"]);
            Assert.Null((string?)(await mine.GetAsync(Cancel)).Json["case"]!["handoverReadAt"]);
            Assert.Equal(1, await team.EventsAsync(her.CaseId, "HandoverRead", Cancel));
        }
    }

    [Fact]
    public async Task HandoverRead_OfSomethingElse_OrBySomebodyWhoDoesNotWorkOnIt_IsRefused()
    {
        var (her, mine) = await team.Cases.TakenUpAsync(Cancel);
        using (mine)
        using (var bens = team.Cases.Open(her, team.Ben))
        using (var others = team.Cases.Open(her, team.Supervisor))
        {
            var id = await StoredAsync(mine, "grants", mine.Next(KeyPairName.N, ObjectKinds.Handover));

            Assert.Equal("unknown-object", (await ReadAsync(bens, HexId.Write(RandomId.New()))).Code);
            Assert.Equal("not-yours", (await ReadAsync(others, id)).Code);
        }
    }

    private async Task<string> StoredAsync(CaseBrowser browser, string path, JsonObject handover)
    {
        var id = (string)handover["objectId"]!;
        var answer = await browser.PostAsync(path, new JsonObject { ["staff"] = HexId.Write(team.Ben.Id), ["objects"] = new JsonArray(handover) }, Cancel);
        Assert.Equal(204, answer.Status);
        return id;
    }

    private static Task<ApiAnswer> ReadAsync(CaseBrowser browser, string objectId) =>
        browser.PostAsync("handover-read", new JsonObject { ["objectId"] = objectId }, Cancel);
}
