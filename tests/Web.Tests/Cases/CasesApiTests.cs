using System.Buffers.Text;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Cases;

public sealed class CasesApiTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> RolesWithoutCases => RolesThatMayNot.Open(RoleName.Caseworker, RoleName.Supervisor);

    [Fact]
    public async Task Get_Report_GivesTheTeamWhatOpensItAndNobodyElsesWraps()
    {
        var her = await team.ReportAsync(Cancel, "send-links");

        var answer = await team.Open(her).GetAsync(Cancel);

        Assert.Equal(200, answer.Status);
        Assert.Equal("epoch:1", (string?)Assert.Single(answer.Json["wraps"]!.AsArray())!["recipient"]);
        Assert.Equal(["triage-card", "report"], answer.Json["objects"]!.AsArray().Select(o => (string)o!["kind"]!));
        Assert.Equal("send-links", (string?)answer.Json["consents"]![0]!["purpose"]);
        Assert.True((bool)answer.Json["case"]!["hasReceipt"]!);
        Assert.Null(answer.Json["case"]!["assignee"]);
    }

    [Fact]
    public async Task Get_SeveralTimes_IsOneOpeningInTheAuditUntilAQuarterOfAnHourLater()
    {
        var her = await team.ReportAsync(Cancel);
        var opened = team.Open(her);

        await opened.GetAsync(Cancel);
        await opened.GetAsync(Cancel);
        team.App.Clock.Advance(TimeSpan.FromMinutes(16));
        await opened.GetAsync(Cancel);
        await team.Open(her, team.Second).GetAsync(Cancel);

        Assert.Equal(
            [Actor.Staff(team.First.Id).Code, Actor.Staff(team.First.Id).Code, Actor.Staff(team.Second.Id).Code],
            await ActorsAsync(her.CaseId, "CaseOpened"));
    }

    [Fact]
    public async Task Get_DraftThatStaffMayNotRead_IsNotThere()
    {
        var her = new TestSupport.Sealing.SurvivorBrowser(team.Genesis);
        await team.PublicApi.PostWithProofAsync("/api/drafts", her.Draft(staffMayRead: false), Cancel);

        var answer = await team.Open(her).GetAsync(Cancel);

        Assert.Equal((404, "unknown-case"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Claim_TwoAtOnce_OneHasItAndTheOtherLearnsWho()
    {
        var her = await team.ReportAsync(Cancel);
        CaseBrowser[] both = [team.Open(her, team.First), team.Open(her, team.Second)];

        var answers = await Task.WhenAll(both.Select(one => one.PostAsync("claim", new JsonObject(), Cancel)));

        var winner = Array.FindIndex(answers, answer => answer.Status == 204);
        var loser = answers[1 - winner];
        Assert.Equal((409, "taken"), (loser.Status, loser.Code));
        Assert.Equal(HexId.Write(both[winner].Staff.Id), (string?)loser.Json["assignee"]!["id"]);
        Assert.Equal($"Alias of {both[winner].Staff.Name}", (string?)loser.Json["assignee"]!["alias"]);
        await using var database = team.Database.Open();
        Assert.Equal(both[winner].Staff.Id, (await database.Set<Case>().SingleAsync(c => c.CaseId == her.CaseId, Cancel)).AssigneeId);
        Assert.NotNull((await database.Set<Report>().SingleAsync(r => r.CaseId == her.CaseId, Cancel)).TakenUpAt);
        Assert.Single(await ActorsAsync(her.CaseId, "CaseTakenUp"));
    }

    [Fact]
    public async Task Claim_AgainByTheSamePerson_ChangesNothing()
    {
        var (her, opened) = await team.TakenUpAsync(Cancel);

        var answer = await opened.PostAsync("claim", new JsonObject(), Cancel);

        Assert.Equal(204, answer.Status);
        Assert.Single(await ActorsAsync(her.CaseId, "CaseTakenUp"));
    }

    [Fact]
    public async Task Claim_TakeOver_NeedsToNameWhomItIsTakenFrom()
    {
        var (her, _) = await team.TakenUpAsync(Cancel);
        var second = team.Open(her, team.Second);

        var blind = await second.PostAsync("claim", new JsonObject(), Cancel);
        var wrong = await second.PostAsync("claim", new JsonObject { ["takeOverFrom"] = HexId.Write(RandomId.New()) }, Cancel);
        var right = await second.PostAsync("claim", new JsonObject { ["takeOverFrom"] = HexId.Write(team.First.Id) }, Cancel);

        Assert.Equal(("taken", "taken", 204), (blind.Code, wrong.Code, right.Status));
        Assert.Equal(HexId.Write(team.Second.Id), (string?)(await second.GetAsync(Cancel)).Json["case"]!["assignee"]!["id"]);
    }

    [Fact]
    public async Task NotesKey_TwoColleagues_OneKeyStands()
    {
        var her = await team.ReportAsync(Cancel);
        CaseBrowser[] both = [team.Open(her, team.First), team.Open(her, team.Second)];
        await both[0].PostAsync("claim", new JsonObject(), Cancel);
        var keys = both.Select(one => one.NotesKey()).ToList();

        var answers = await Task.WhenAll(both.Zip(keys).Select(one => one.First.PostAsync("notes-key", one.Second, Cancel)));
        var again = await both[Array.FindIndex(answers, answer => answer.Status == 204)]
            .PostAsync("notes-key", keys[Array.FindIndex(answers, answer => answer.Status == 204)], Cancel);

        Assert.Equal([204, 409], answers.Select(answer => answer.Status).Order());
        Assert.Equal("notes-key-exists", answers.Single(answer => answer.Status == 409).Code);
        Assert.Equal(204, again.Status);
        await using var database = team.Database.Open();
        Assert.Equal(1, await database.Set<CaseKeyPair>().CountAsync(key => key.CaseId == her.CaseId && key.KeyPair == KeyPairName.N, Cancel));
    }

    [Fact]
    public async Task NotesKey_WithAWrapForHerReceipt_IsRefused()
    {
        var her = await team.ReportAsync(Cancel);
        var opened = team.Open(her);
        await opened.PostAsync("claim", new JsonObject(), Cancel);
        var body = opened.NotesKey();
        body["wraps"]!.AsArray().Add(opened.Wrap(KeyPairName.N, opened.NotesSeed, Recipients.Receipt, her.PublicKey));

        var answer = await opened.PostAsync("notes-key", body, Cancel);

        Assert.Equal((400, "wraps"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Objects_MessageAndNote_SheGetsTheMessageAndNoTraceOfTheNote()
    {
        var (her, opened) = await team.TakenUpAsync(Cancel);

        var answer = await opened.PostObjectsAsync(
            "objects", Cancel, opened.Next(KeyPairName.C, ObjectKinds.Message), opened.Next(KeyPairName.N, ObjectKinds.Note));

        Assert.Equal(201, answer.Status);
        var hers = (await team.PublicApi.GetAsync("/api/case", her.Receipt, Cancel)).Json;
        Assert.Contains(hers["objects"]!.AsArray(), o => (string?)o!["kind"] == "message");
        Assert.DoesNotContain("\"N\"", hers.ToJsonString(), StringComparison.Ordinal);
        var staff = (await team.Open(her, team.Second).GetAsync(Cancel)).Json;
        Assert.Contains(staff["objects"]!.AsArray(), o => (string?)o!["kind"] == "note");
        Assert.Equal(["epoch:1", "epoch:1"], staff["wraps"]!.AsArray().Select(wrap => (string)wrap!["recipient"]!));
    }

    [Theory]
    [InlineData(KeyPairName.C, ObjectKinds.Note, "objects")]
    [InlineData(KeyPairName.C, ObjectKinds.Consent, "objects")]
    [InlineData(KeyPairName.C, ObjectKinds.ReleaseCopy, "objects")]
    [InlineData(KeyPairName.C, ObjectKinds.Report, "objects")]
    [InlineData(KeyPairName.N, ObjectKinds.Outcome, "objects")]
    [InlineData(KeyPairName.N, ObjectKinds.Answer, "objects")]
    [InlineData(KeyPairName.N, ObjectKinds.Message, "objects")]
    public async Task Objects_KindWithARequestOfItsOwn_IsRefused(KeyPairName keyPair, string kind, string code)
    {
        var (_, opened) = await team.TakenUpAsync(Cancel);

        var answer = await opened.PostObjectsAsync("objects", Cancel, opened.Next(keyPair, kind));

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Objects_InAColleaguesName_AreRefused()
    {
        var (her, opened) = await team.TakenUpAsync(Cancel);
        var second = team.Open(her, team.Second);

        var answer = await opened.PostObjectsAsync("objects", Cancel, second.Next(KeyPairName.C, ObjectKinds.Message));

        Assert.Equal((400, "author-may-not"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Objects_FromASecondWindow_LearnTheHead()
    {
        var (her, opened) = await team.TakenUpAsync(Cancel);
        var stale = team.Open(her).Next(KeyPairName.C, ObjectKinds.Message);
        var fresh = opened.Next(KeyPairName.C, ObjectKinds.Message);
        await opened.PostObjectsAsync("objects", Cancel, fresh);

        var answer = await opened.PostObjectsAsync("objects", Cancel, stale);
        var again = await opened.PostObjectsAsync("objects", Cancel, (JsonObject)fresh.DeepClone());

        Assert.Equal((409, "behind"), (answer.Status, answer.Code));
        Assert.Equal((int)fresh["sequence"]!, (int)answer.Json["head"]!["sequence"]!);
        Assert.Equal((201, 0), (again.Status, (int)again.Json["stored"]!));
    }

    [Fact]
    public async Task Objects_BeforeAnybodyTookItUp_AreRefused()
    {
        var her = await team.ReportAsync(Cancel);
        var opened = team.Open(her);

        var answer = await opened.PostObjectsAsync("objects", Cancel, opened.Next(KeyPairName.C, ObjectKinds.Message));

        Assert.Equal((409, "not-taken-up"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Consents_Spoken_StandsOnceAndSheSeesIt()
    {
        var (her, opened) = await team.TakenUpAsync(Cancel);
        JsonObject Body() => new() { ["purpose"] = "send-links", ["objects"] = new JsonArray(opened.Next(KeyPairName.C, ObjectKinds.Consent)) };

        var first = await opened.PostAsync("consents", Body(), Cancel);
        var second = await opened.PostAsync("consents", Body(), Cancel);

        Assert.Equal((204, 204), (first.Status, second.Status));
        var consent = Assert.Single((await team.PublicApi.GetAsync("/api/case", her.Receipt, Cancel)).Json["consents"]!.AsArray())!;
        Assert.Equal(("send-links", "spoken"), ((string?)consent["purpose"], (string?)consent["how"]));
        Assert.Single(await ActorsAsync(her.CaseId, "ConsentGiven"));
    }

    [Fact]
    public async Task Close_KeepsTheOutcomeSealedAndTheFirstMoment()
    {
        var (her, opened) = await team.TakenUpAsync(Cancel);
        var outcome = opened.Next(KeyPairName.N, ObjectKinds.Outcome, "{\"v\":1,\"outcome\":\"removed_all\"}");

        var closed = await opened.PostObjectsAsync("close", Cancel, outcome);
        var again = await opened.PostObjectsAsync("close", Cancel, (JsonObject)outcome.DeepClone());
        var other = await opened.PostObjectsAsync("close", Cancel, opened.Next(KeyPairName.N, ObjectKinds.Outcome));
        var firstClosedAt = team.App.Clock.GetUtcNow();
        await opened.PostAsync("reopen", null, Cancel);
        team.App.Clock.Advance(TimeSpan.FromHours(1));
        var later = team.Open(her, team.Second);
        await later.PostObjectsAsync("close", Cancel, later.Next(KeyPairName.N, ObjectKinds.Outcome));

        Assert.Equal((204, 204, "case-closed"), (closed.Status, again.Status, other.Code));
        await using var database = team.Database.Open();
        var row = await database.Set<Case>().SingleAsync(c => c.CaseId == her.CaseId, Cancel);
        Assert.Equal(firstClosedAt, row.FirstClosedAt);
        Assert.Equal(firstClosedAt.AddHours(1), row.ClosedAt);
        Assert.False(await database.Set<AuditEvent>().AnyAsync(happened => happened.Data.Contains("removed"), Cancel));
    }

    [Fact]
    public async Task Assisted_WithAReceipt_OpensWithIt()
    {
        var (her, body) = Assisted(withReceipt: true);

        var made = await PostAssistedAsync(body);
        var again = await PostAssistedAsync(body);

        Assert.Equal((201, 200), (made.Status, again.Status));
        var shown = await team.PublicApi.GetAsync("/api/case", her.Receipt, Cancel);
        Assert.Equal((200, "staff-assisted", "read"), (shown.Status, (string?)shown.Json["case"]!["mode"], (string?)shown.Json["case"]!["stage"]));
        Assert.Equal("spoken", (string?)shown.Json["consents"]![0]!["how"]);
        var staff = await team.Open(her).GetAsync(Cancel);
        Assert.Equal(HexId.Write(team.First.Id), (string?)staff.Json["case"]!["assignee"]!["id"]);
    }

    [Fact]
    public async Task Assisted_TwoWithoutAReceipt_AreTwoCases()
    {
        var (one, first) = Assisted(withReceipt: false);
        var (_, second) = Assisted(withReceipt: false);

        Assert.Equal((201, 201), ((await PostAssistedAsync(first)).Status, (await PostAssistedAsync(second)).Status));

        Assert.False((bool)(await team.Open(one).GetAsync(Cancel)).Json["case"]!["hasReceipt"]!);
        Assert.Equal("unknown-receipt", (await team.PublicApi.GetAsync("/api/case", one.Receipt, Cancel)).Code);
    }

    [Fact]
    public async Task Assisted_WithoutAReceiptButWithAWrapForOne_IsRefused()
    {
        var (_, body) = Assisted(withReceipt: true);
        body["receipt"] = null;

        Assert.Equal("wraps", (await PostAssistedAsync(body)).Code);
    }

    [Fact]
    public async Task Cards_OfAPage_ComeWithWhatOpensThem()
    {
        var her = await team.ReportAsync(Cancel);
        var other = await team.ReportAsync(Cancel);

        var answer = await CardsAsync(her.CaseId, other.CaseId, RandomId.New());

        var cards = answer.Json["cards"]!.AsArray();
        Assert.Equal(new[] { her.CaseId, other.CaseId }.Select(HexId.Write).Order(), cards.Select(card => (string)card!["caseId"]!).Order());
        Assert.All(cards, card => Assert.Equal("epoch:1", (string?)Assert.Single(card!["wraps"]!.AsArray())!["recipient"]));
        var card = cards.Single(one => (string?)one!["caseId"] == HexId.Write(her.CaseId))!["card"]!;
        Assert.Equal("triage-card", (string?)card["kind"]);
        Assert.NotNull(her.Open(Base64Url.DecodeFromChars((string)card["file"]!)));
    }

    [Fact]
    public async Task Cards_MoreThanAHundred_AreRefused() =>
        Assert.Equal("too-many", (await CardsAsync([.. Enumerable.Range(0, 101).Select(_ => RandomId.New())])).Code);

    [Theory]
    [MemberData(nameof(RolesWithoutCases))]
    public async Task Api_RoleWithoutCaseWork_IsForbidden(string role)
    {
        var her = await team.ReportAsync(Cancel);
        using var outsider = await StaffClient.CreateAsync(team.App, Cancel, role);

        var opened = team.Open(her, outsider);

        Assert.Equal(403, (await opened.GetAsync(Cancel)).Status);
        Assert.Equal(403, (await opened.PostAsync("claim", new JsonObject(), Cancel)).Status);
        Assert.Empty(await ActorsAsync(her.CaseId, "CaseOpened"));
    }

    private (TestSupport.Sealing.SurvivorBrowser Her, JsonObject Body) Assisted(bool withReceipt)
    {
        var her = new TestSupport.Sealing.SurvivorBrowser(team.Genesis);
        var browser = team.Open(her);
        var hers = her.Report("", "send-links");
        var body = new JsonObject
        {
            ["case"] = hers["case"]!.DeepClone(),
            ["receipt"] = withReceipt ? hers["receipt"]!.DeepClone() : null,
            ["wraps"] = new JsonArray(
            [
                browser.Wrap(KeyPairName.C, her.Seed, Recipients.Epoch(1), HybridKey.PublicKeyOf(team.Genesis.EpochSeed)),
                browser.Wrap(KeyPairName.C, her.Seed, Recipients.Recovery, HybridKey.PublicKeyOf(team.Genesis.RecoverySeed)),
                .. withReceipt ? [browser.Wrap(KeyPairName.C, her.Seed, Recipients.Receipt, her.PublicKey)] : Array.Empty<JsonObject>(),
            ]),
            ["objects"] = new JsonArray(browser.Next(KeyPairName.C, ObjectKinds.TriageCard), browser.Next(KeyPairName.C, ObjectKinds.AssistedReport)),
            ["consents"] = new JsonArray("send-links"),
        };
        body["case"]!["mode"] = "staff-assisted";
        return (her, body);
    }

    private async Task<TestSupport.Sealing.ApiAnswer> PostAssistedAsync(JsonObject body) =>
        await StaffAnswer.ReadAsync(await team.First.SendAsync(HttpMethod.Post, "/api/staff/cases", body, Cancel), Cancel);

    private async Task<TestSupport.Sealing.ApiAnswer> CardsAsync(params Guid[] caseIds)
    {
        var body = new JsonObject { ["caseIds"] = new JsonArray([.. caseIds.Select(id => (JsonNode)HexId.Write(id))]) };
        return await StaffAnswer.ReadAsync(await team.First.SendAsync(HttpMethod.Post, "/api/staff/cards", body, Cancel), Cancel);
    }

    private async Task<List<string>> ActorsAsync(Guid caseId, string type)
    {
        await using var database = team.Database.Open();
        return await database.Set<AuditEvent>()
            .Where(happened => happened.ChainId == caseId && happened.Type == type)
            .OrderBy(happened => happened.Sequence)
            .Select(happened => happened.Actor)
            .ToListAsync(Cancel);
    }
}
