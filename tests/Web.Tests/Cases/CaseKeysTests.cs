using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Cases;

/// <summary>Keys and wraps of cases, as they change while people come and go.</summary>
public sealed class CaseKeysTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static readonly string[] Hers = [Recipients.Epoch(2), Recipients.Recovery, Recipients.Receipt];
    private static readonly string[] Staffs = [Recipients.Epoch(2), Recipients.Recovery];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turning_AfterANewEpoch_ListsEveryCaseOfTheOlderUntilItIsTurned()
    {
        var (her, caseFile) = await team.TakenUpAsync(Cancel);
        await SecondEpochAsync();

        Assert.Contains(her.CaseId, await WaitingAsync());
        Assert.Equal(204, (await RewrapAsync(caseFile)).Status);
        Assert.DoesNotContain(her.CaseId, await WaitingAsync());
        Assert.Equal(
            ["C epoch:2", "C receipt", "C recovery", "N epoch:2", "N recovery"],
            (await WrapsAsync(her.CaseId)).Select(wrap => $"{wrap.KeyPair} {wrap.Recipient}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Put_WrapsForFewerOrForOthers_IsRefusedAndNothingIsLost()
    {
        var (her, caseFile) = await team.TakenUpAsync(Cancel);
        await SecondEpochAsync();
        var before = await WrapsAsync(her.CaseId);

        Assert.Equal("wraps", (await caseFile.PutKeysAsync(2, [], caseFile.Wraps(KeyPairName.C, 1, Hers[..1]), Cancel)).Code);
        Assert.Equal("wraps", (await caseFile.PutKeysAsync(2, [], [], Cancel)).Code);
        Assert.Equal("wraps", (await RewrapAsync(caseFile, Recipients.Staff(team.Second.Id))).Code);
        Assert.Equal("wraps", (await RewrapAsync(caseFile, Recipients.Epoch(1))).Code);
        Assert.Equal(
            "wraps",
            (await caseFile.PutKeysAsync(2, [], [.. caseFile.Wraps(KeyPairName.C, 1, Hers), .. caseFile.Wraps(KeyPairName.N, 1, Hers)], Cancel)).Code);
        Assert.Equal(before, await WrapsAsync(her.CaseId));
    }

    [Fact]
    public async Task Put_ForAnEpochThatIsNotTheNewest_LearnsThatItMoved()
    {
        var (_, caseFile) = await team.TakenUpAsync(Cancel);
        await SecondEpochAsync();

        Assert.Equal("epoch-moved", (await caseFile.PutKeysAsync(1, [], [], Cancel)).Code);
    }

    [Fact]
    public async Task Put_NewKeys_WhoeverWritesToTheOldOnesLearnsThatTheyAreStale()
    {
        var (her, caseFile) = await team.TakenUpAsync(Cancel);
        await SecondEpochAsync();
        await DueAsync(her.CaseId);
        Assert.Contains(her.CaseId, await WaitingAsync());

        Assert.Equal(204, (await RekeyAsync(caseFile)).Status);

        Assert.DoesNotContain(her.CaseId, await WaitingAsync());
        var mine = new JsonObject { ["objects"] = new JsonArray(her.Next(ObjectKinds.Message, "old")) };
        Assert.Equal("stale-key", (await team.PublicApi.PostWithReceiptAsync("/api/case/objects", mine, her.Receipt, Cancel)).Code);
        Assert.Equal("stale-key", (await caseFile.PostObjectsAsync("objects", Cancel, caseFile.Next(KeyPairName.N, ObjectKinds.Note))).Code);
    }

    [Fact]
    public async Task Put_TheSameAgainAfterALostAnswer_ChangesNothing()
    {
        var (her, caseFile) = await team.TakenUpAsync(Cancel);
        await SecondEpochAsync();
        await DueAsync(her.CaseId);
        var (keys, wraps) = Rekey(caseFile);

        Assert.Equal(204, (await caseFile.PutKeysAsync(2, keys, wraps, Cancel)).Status);
        var stored = await WrapsAsync(her.CaseId);
        Assert.Equal(204, (await caseFile.PutKeysAsync(2, Copy(keys), Copy(wraps), Cancel)).Status);

        Assert.Equal(stored, await WrapsAsync(her.CaseId));
    }

    [Fact]
    public async Task Put_ByTwoAtOnce_OneKeyStands()
    {
        var (her, caseFile) = await team.TakenUpAsync(Cancel);
        await SecondEpochAsync();
        await DueAsync(her.CaseId);

        var answers = await Task.WhenAll(RekeyAsync(caseFile), RekeyAsync(team.Open(her, team.Second)));

        Assert.Single(answers, answer => answer.Status == 204);
        Assert.Single(answers, answer => answer.Code == "key-exists");
    }

    [Fact]
    public async Task Put_HalfOfTheKeys_IsRefused()
    {
        var (her, caseFile) = await team.TakenUpAsync(Cancel);
        await SecondEpochAsync();
        await DueAsync(her.CaseId);

        var answer = await caseFile.PutKeysAsync(
            2, [caseFile.NextKey(KeyPairName.C, new byte[32])], [.. caseFile.Wraps(KeyPairName.C, 2, Hers), .. caseFile.Wraps(KeyPairName.N, 1, Staffs)], Cancel);

        Assert.Equal("rekey", answer.Code);
        Assert.Contains(her.CaseId, await WaitingAsync());
    }

    [Fact]
    public async Task Restricted_IsNotThereForAnybodyElse_WhateverAddressNamesIt()
    {
        var (her, caseFile) = await team.TakenUpAsync(Cancel);
        await using (var context = team.Database.Open())
        {
            context.Add(new Restriction { CaseId = her.CaseId, Since = team.App.Clock.GetUtcNow() });
            context.Add(new CaseGrant { CaseId = her.CaseId, StaffId = team.First.Id, GrantedAt = team.App.Clock.GetUtcNow() });
            await context.SaveChangesAsync(Cancel);
        }

        var addresses = CaseAddresses().ToList();
        Assert.True(addresses.Count > 12, "the addresses below a case were not found");
        foreach (var (method, pattern) in addresses)
        {
            var address = pattern.Replace("{caseId}", HexId.Write(her.CaseId), StringComparison.Ordinal);
            using var answer = await team.Second.SendAsync(new HttpMethod(method), address, method is "GET" ? null : new { }, Cancel);
            Assert.True((int)answer.StatusCode == 404, $"{method} {pattern} answers {(int)answer.StatusCode}");
        }

        Assert.Equal(404, (int)(await team.Second.Http.GetAsync(new Uri($"/cases/{HexId.Write(her.CaseId)}", UriKind.Relative), Cancel)).StatusCode);
        Assert.DoesNotContain(HexId.Write(her.CaseId), await team.Second.Http.GetStringAsync(new Uri("/cases?queue=all", UriKind.Relative), Cancel));
        Assert.Contains(HexId.Write(her.CaseId), await team.First.Http.GetStringAsync(new Uri("/cases?queue=all", UriKind.Relative), Cancel));
        using var cards = await team.Second.SendAsync(HttpMethod.Post, "/api/staff/cards", new { caseIds = new[] { HexId.Write(her.CaseId) } }, Cancel);
        Assert.DoesNotContain("triage-card", await cards.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(200, (await caseFile.GetAsync(Cancel)).Status);
    }

    private IEnumerable<(string Method, string Pattern)> CaseAddresses() =>
        from endpoint in team.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where pattern.StartsWith("/api/staff/cases/{caseId}", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select (method, pattern);

    private static Task<ApiAnswer> RewrapAsync(CaseBrowser caseFile, params string[] more) => caseFile.PutKeysAsync(
        2, [], [.. caseFile.Wraps(KeyPairName.C, 1, [.. Hers, .. more]), .. caseFile.Wraps(KeyPairName.N, 1, Staffs)], Cancel);

    private static Task<ApiAnswer> RekeyAsync(CaseBrowser caseFile)
    {
        var (keys, wraps) = Rekey(caseFile);
        return caseFile.PutKeysAsync(2, keys, wraps, Cancel);
    }

    private static (List<JsonObject> Keys, List<JsonObject> Wraps) Rekey(CaseBrowser caseFile) =>
    (
        [caseFile.NextKey(KeyPairName.C, RandomSeed()), caseFile.NextKey(KeyPairName.N, RandomSeed())],
        [.. caseFile.Wraps(KeyPairName.C, 2, Hers), .. caseFile.Wraps(KeyPairName.N, 2, Staffs)]);

    private static byte[] RandomSeed() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);

    private static IEnumerable<JsonObject> Copy(IEnumerable<JsonObject> objects) => objects.Select(one => one.DeepClone().AsObject());

    private async Task SecondEpochAsync()
    {
        await using var context = team.Database.Open();
        if (!await context.Set<IntakeBundle>().AnyAsync(bundle => bundle.Epoch == 2, Cancel))
        {
            context.Add(new IntakeBundle { Epoch = 2, Bundle = [1], Signature = new byte[64], Certificates = "[]" });
            await context.SaveChangesAsync(Cancel);
        }
    }

    private async Task DueAsync(Guid caseId)
    {
        await using var context = team.Database.Open();
        context.Add(new CaseRekey { CaseId = caseId, Since = team.App.Clock.GetUtcNow() });
        await context.SaveChangesAsync(Cancel);
    }

    private async Task<IReadOnlyList<Guid>> WaitingAsync()
    {
        var found = new List<Guid>();
        for (string? after = null; ;)
        {
            var answer = await StaffAnswer.ReadAsync(
                await team.Second.SendAsync(HttpMethod.Get, $"/api/staff/turning{(after is null ? "" : $"?after={after}")}", null, Cancel), Cancel);
            var page = answer.Json["cases"]!.AsArray().Select(row => (string)row!["caseId"]!).ToList();
            if (page.Count == 0)
            {
                return found;
            }

            found.AddRange(page.Select(id => Guid.ParseExact(id, "N")));
            after = page[^1];
        }
    }

    private async Task<IReadOnlyList<(KeyPairName KeyPair, int Generation, string Recipient, Guid Id)>> WrapsAsync(Guid caseId)
    {
        await using var context = team.Database.Open();
        var wraps = await context.Set<SealedObject>().Where(o => o.CaseId == caseId && o.Kind == ObjectKinds.Wrap).ToListAsync(Cancel);
        return [.. wraps.Select(wrap => (wrap.KeyPair, wrap.Generation, wrap.Recipient!, wrap.ObjectId)).Order()];
    }
}
