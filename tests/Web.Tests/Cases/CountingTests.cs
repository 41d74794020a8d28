using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Web.Tests.Cases;

/// <summary>Counting a case: once for its life at each end, with her yes, and out again by an id that leads nowhere.</summary>
public sealed class CountingTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private const string Consent = "statistics";
    private const string TakenBack = "/api/counting/taken-back";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> RolesWithoutCases => RolesThatMayNot.Open(RoleName.Caseworker, RoleName.Supervisor);

    private string Month => team.App.Clock.GetUtcNow().ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Count_WithHerYes_KeepsTheFactsApartAndTellsTheAuditTheSideAlone()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel, Consent);
        Assert.Equal(("open", Month, "not-closed"), await ShownAsync(mine));
        var facts = Intake();

        Assert.Equal(204, (await CountAsync(mine, facts)).Status);

        Assert.Equal("counted", (await ShownAsync(mine)).Intake);
        await using var context = team.Database.Open();
        var caseFile = await context.Set<Case>().SingleAsync(row => row.CaseId == her.CaseId, Cancel);
        Assert.Equal((true, false), (caseFile.CountedAtIntake, caseFile.CountedAtClosure));
        var coded = await context.Set<AuditEvent>().SingleAsync(e => e.ChainId == her.CaseId && e.Type == "CaseCoded", Cancel);
        Assert.Equal("""{"side":"intake"}""", coded.Data);
        var row = await RowAsync((string)facts["id"]!);
        Assert.Contains("\"Country\":\"PT\"", row, StringComparison.Ordinal);
        Assert.All([HexId.Write(her.CaseId), her.CaseId.ToString(), HexId.Write(team.First.Id), team.First.Id.ToString(), ":00"], secret => Assert.DoesNotContain(secret, row, StringComparison.Ordinal));
        Assert.True(await context.Set<SealedObject>().AnyAsync(o => o.CaseId == her.CaseId && o.Kind == ObjectKinds.CountingId && o.KeyPair == KeyPairName.C, Cancel));
    }

    [Fact]
    public async Task Count_WithoutHerYesOrAfterSheTookItBack_IsRefusedAndKeepsNothing()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel, "send-links");
        Assert.Equal("no-consent-statistics", (await CountAsync(mine, Intake())).Code);

        var (other, second) = await team.TakenUpAsync(Cancel, Consent);
        var withdrawn = new JsonObject { ["objects"] = new JsonArray(other.Next(ObjectKinds.Consent, "{\"v\":1}")) };
        Assert.Equal(200, (await team.PublicApi.DeleteAsync("/api/case/consents/statistics", withdrawn, other.Receipt, Cancel)).Status);
        Assert.Equal("no-consent-statistics", (await CountAsync(second, Intake())).Code);

        await using var context = team.Database.Open();
        foreach (var caseId in new[] { her.CaseId, other.CaseId })
        {
            Assert.False(await context.Set<SealedObject>().AnyAsync(o => o.CaseId == caseId && o.Kind == ObjectKinds.CountingId, Cancel));
            Assert.False(await context.Set<Case>().AnyAsync(row => row.CaseId == caseId && row.CountedAtIntake, Cancel));
        }
    }

    [Fact]
    public async Task Count_Twice_IsOneContribution_AndTheSamePostIsSuccess()
    {
        var (_, mine) = await team.TakenUpAsync(Cancel, Consent);
        var before = await RowsAsync();
        var post = Post(mine, Intake());

        Assert.Equal(204, (await mine.PostAsync("counting", post, Cancel)).Status);
        Assert.Equal(204, (await mine.PostAsync("counting", post.DeepClone(), Cancel)).Status);
        Assert.Equal("counted-already", (await CountAsync(mine, Intake())).Code);

        Assert.Equal(before + 1, await RowsAsync());
    }

    [Fact]
    public async Task Closure_IsCountedAfterTheFirstClosing_AndNotAgainAfterReopening()
    {
        var (_, mine) = await team.TakenUpAsync(Cancel, Consent);
        var post = Post(mine, Closure());
        Assert.Equal("not-closed", (await mine.PostAsync("counting", post, Cancel)).Code);
        Assert.Equal(204, (await mine.PostObjectsAsync("close", Cancel, mine.Next(KeyPairName.N, ObjectKinds.Outcome))).Status);

        Assert.Equal(204, (await mine.PostAsync("counting", post, Cancel)).Status);
        Assert.Equal(204, (await mine.PostAsync("reopen", null, Cancel)).Status);
        Assert.Equal("counted-already", (await CountAsync(mine, Closure())).Code);
    }

    [Fact]
    public async Task Closure_IsProposedFromTheRequests_OnlyWhileItMayBeCounted()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel, Consent);
        await AddGoneAsync(her.CaseId, asked: TimeSpan.FromHours(30), certain: TimeSpan.FromHours(6));
        Assert.Equal((null, null), await ProposedAsync(mine));
        Assert.Equal(204, (await mine.PostObjectsAsync("close", Cancel, mine.Next(KeyPairName.N, ObjectKinds.Outcome))).Status);

        Assert.Equal(("removed_all", "up_to_24h"), await ProposedAsync(mine));
        Assert.Equal("open", (await ShownAsync(mine)).Closure);

        Assert.Equal(204, (await CountAsync(mine, Closure())).Status);
        Assert.Equal((null, null), await ProposedAsync(mine));
    }

    [Theory]
    [InlineData("platform", "myspace", "codes")]
    [InlineData("country", "XX", "codes")]
    [InlineData("ageBand", null, "codes")]
    [InlineData("outcome", "refused", "codes")]
    [InlineData("month", "2020-01", "month-differs")]
    [InlineData("month", "tomorrow", "month")]
    [InlineData("side", "sideways", "not-json")]
    public async Task Count_WithWhatIsInNoList_IsRefused(string field, string? value, string code)
    {
        var (_, mine) = await team.TakenUpAsync(Cancel, Consent);
        var facts = Intake();
        facts[field] = value;

        Assert.Equal(code, (await CountAsync(mine, facts)).Code);
    }

    [Fact]
    public async Task Count_InAMonthWhoseFiguresAreDrawn_IsRefused_AndTakingBackSaysSo()
    {
        var (_, mine) = await team.TakenUpAsync(Cancel, Consent);
        var facts = Intake();
        Assert.Equal(204, (await CountAsync(mine, facts)).Status);
        var (_, late) = await team.TakenUpAsync(Cancel, Consent);
        var month = (team.App.Clock.GetUtcNow().Year * 12) + team.App.Clock.GetUtcNow().Month - 1;
        await RunAsync($"""
            insert into statistics.ledger ("Entry", "Family", "Period", "From", "Until", "Revision", "Num", "Den", "ReleaseId", "BuiltAt", "Hash")
            values (1, 2, 'test', {month}, {month + 1}, 0, 1, 4, gen_random_uuid(), now(), '\x00')
            """);
        try
        {
            Assert.Equal("month-fixed", (await CountAsync(late, Intake())).Code);
            Assert.Equal("fixed", (await ShownAsync(late)).Intake);
            Assert.Equal("""{"fixed":true}""", await TakeBackAsync(Way(facts)));
            Assert.Equal("", await RowAsync((string)facts["id"]!));
        }
        finally
        {
            await RunAsync("delete from statistics.ledger");
        }
    }

    [Fact]
    public async Task TakingBack_ByIdWithoutReceipt_AnswersTheSameWhetherItWasThereOrNot_AndLeavesTheCaseAlone()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel, Consent);
        var facts = Intake();
        Assert.Equal(204, (await CountAsync(mine, facts)).Status);
        await using var context = team.Database.Open();
        var events = await context.Set<AuditEvent>().CountAsync(Cancel);

        var there = await TakeBackAsync(Way(facts));
        var gone = await TakeBackAsync(Way(facts));
        var never = await TakeBackAsync(Way(Intake()));

        Assert.Equal("""{"fixed":false}""", there);
        Assert.Equal((there, there), (gone, never));
        Assert.Equal("", await RowAsync((string)facts["id"]!));
        Assert.Equal(events, await context.Set<AuditEvent>().CountAsync(Cancel));
        Assert.True(await context.Set<Case>().AnyAsync(row => row.CaseId == her.CaseId && row.CountedAtIntake, Cancel));
        Assert.Equal("counted-already", (await CountAsync(mine, Intake())).Code);
    }

    [Theory]
    [InlineData("{}", "not-json")]
    [InlineData("""{"id":"00000000000000000000000000000001","side":"intake","month":"2026"}""", "month")]
    [InlineData("""{"id":"1","side":"intake","month":"2026-03"}""", "not-json")]
    public async Task TakingBack_WithWhatIsNoId_IsRefused(string body, string code)
    {
        using var client = team.App.PublicClient();
        using var answer = await client.PostAsync(new Uri(TakenBack, UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["code"]);
    }

    [Fact]
    public async Task TakingBack_ByStaff_TakesOutToo()
    {
        var (_, mine) = await team.TakenUpAsync(Cancel, Consent);
        var facts = Intake();
        Assert.Equal(204, (await CountAsync(mine, facts)).Status);

        using var answer = await team.First.SendAsync(HttpMethod.Post, "/api/staff/counting/taken-back", Way(facts), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await RowAsync((string)facts["id"]!));
    }

    [Fact]
    public async Task Yes_TakenBackOnThePhone_EndsItAndIsToldOnce()
    {
        var (her, mine) = await team.TakenUpAsync(Cancel, Consent, "send-links");

        Assert.Equal("objects", (await mine.PostObjectsAsync("counting/withdrawn", Cancel, mine.Next(KeyPairName.N, ObjectKinds.Note))).Code);
        var words = mine.Next(KeyPairName.C, ObjectKinds.Consent);
        Assert.Equal(204, (await mine.PostObjectsAsync("counting/withdrawn", Cancel, words)).Status);
        Assert.Equal(204, (await mine.PostObjectsAsync("counting/withdrawn", Cancel, (JsonObject)words.DeepClone())).Status);

        Assert.Equal("no-consent-statistics", (await CountAsync(mine, Intake())).Code);
        await using var context = team.Database.Open();
        var consents = await context.Set<Core.Reports.Consent>().Where(consent => consent.CaseId == her.CaseId).ToListAsync(Cancel);
        Assert.Equal(["statistics"], consents.Where(consent => consent.WithdrawnAt is not null).Select(consent => consent.Purpose));
        Assert.Equal(1, await context.Set<AuditEvent>().CountAsync(e => e.ChainId == her.CaseId && e.Type == "ConsentWithdrawn", Cancel));
    }

    [Theory]
    [MemberData(nameof(RolesWithoutCases))]
    public async Task Counting_ByARoleWithoutCases_IsForbidden(string role)
    {
        var (_, mine) = await team.TakenUpAsync(Cancel, Consent);
        using var other = await StaffClient.CreateAsync(team.App, Cancel, role);
        var address = $"/api/staff/cases/{HexId.Write(mine.CaseId)}/counting";

        using var read = await other.SendAsync(HttpMethod.Get, address, null, Cancel);
        using var count = await other.SendAsync(HttpMethod.Post, address, Post(mine, Intake()), Cancel);
        using var back = await other.SendAsync(HttpMethod.Post, "/api/staff/counting/taken-back", Way(Intake()), Cancel);

        Assert.All([read, count, back], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
    }

    private JsonObject Intake() => new()
    {
        ["id"] = HexId.Write(RandomId.New()),
        ["side"] = "intake",
        ["month"] = Month,
        ["platform"] = "telegram",
        ["harmType"] = "shared_without_consent",
        ["country"] = "PT",
        ["ageBand"] = "25_34",
    };

    private JsonObject Closure() => new()
    {
        ["id"] = HexId.Write(RandomId.New()),
        ["side"] = "closure",
        ["month"] = Month,
        ["platform"] = "telegram",
        ["outcome"] = "removed_all",
        ["removalTime"] = "up_to_48h",
    };

    private static JsonObject Way(JsonObject facts) => new() { ["id"] = (string)facts["id"]!, ["side"] = (string)facts["side"]!, ["month"] = (string)facts["month"]! };

    private static JsonObject Post(CaseBrowser mine, JsonObject facts) =>
        new() { ["facts"] = facts, ["objects"] = new JsonArray(mine.Next(KeyPairName.C, ObjectKinds.CountingId)) };

    private static Task<ApiAnswer> CountAsync(CaseBrowser mine, JsonObject facts) => mine.PostAsync("counting", Post(mine, facts), Cancel);

    private static async Task<(string? Intake, string? Month, string? Closure)> ShownAsync(CaseBrowser mine)
    {
        var shown = await StaffAnswer.ReadAsync(await mine.Staff.SendAsync(HttpMethod.Get, $"/api/staff/cases/{HexId.Write(mine.CaseId)}/counting", null, Cancel), Cancel);
        return ((string?)shown.Json["intake"]!["state"], (string?)shown.Json["intake"]!["month"], (string?)shown.Json["closure"]!["state"]);
    }

    private static async Task<(string? Outcome, string? RemovalTime)> ProposedAsync(CaseBrowser mine)
    {
        var shown = await StaffAnswer.ReadAsync(await mine.Staff.SendAsync(HttpMethod.Get, $"/api/staff/cases/{HexId.Write(mine.CaseId)}/counting", null, Cancel), Cancel);
        return ((string?)shown.Json["proposed"]!["outcome"], (string?)shown.Json["proposed"]!["removalTime"]);
    }

    /// <summary>A link that was asked for, and was certainly gone after a while; somebody looked again since.</summary>
    private async Task AddGoneAsync(Guid caseId, TimeSpan asked, TimeSpan certain)
    {
        var now = team.App.Clock.GetUtcNow();
        var target = new Target { Id = RandomId.New(), Lookup = RandomNumberGenerator.GetBytes(32), TableVersion = 1, KeySealed = [1], UrlSealed = [1], Platform = "telegram" };
        target.Observe(TargetState.SuspectedGone, now - asked);
        target.Observe(TargetState.Gone, now);
        var request = new TakedownRequest
        {
            Id = RandomId.New(),
            CaseId = caseId,
            TargetId = target.Id,
            Recipient = "platform:telegram",
            RegimeId = "eu-dsa-16",
            CreatedAt = now - asked,
        };
        request.Activate();
        request.StartClock(now - asked, null, "no_fixed_time");
        request.Watch();
        await using var database = team.Database.Open();
        database.AddRange(target, request, new TargetWatch { TargetId = target.Id, Plan = WatchPlan.StaysGone, PlanStartedAt = now - certain });
        await database.SaveChangesAsync(Cancel);
    }

    private async Task<string> TakeBackAsync(JsonObject way)
    {
        using var client = team.App.PublicClient();
        using var answer = await client.PostAsJsonAsync(new Uri(TakenBack, UriKind.Relative), way, Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private async Task<string> RowAsync(string id) =>
        await ReadAsync($"select coalesce((select to_json(row) from statistics.inbox row where \"Id\" = '{id}')::text, '')");

    private async Task<int> RowsAsync() => int.Parse(await ReadAsync("select count(*)::text from statistics.inbox"), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> ReadAsync(string query)
    {
        await using var owner = new NpgsqlConnection(team.Database.Owner);
        await owner.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(query, owner);
        return (string)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private Task<string> RunAsync(string statement) => ReadAsync($"{statement}; select ''");
}
