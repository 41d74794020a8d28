using System.Buffers.Text;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Api;

public sealed class SurvivorCaseApiTests(IntakeFixture fixture) : IClassFixture<IntakeFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly PublicApiClient api = fixture.Api;
    private readonly SurvivorBrowser her = new(fixture.Genesis);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Receipt")]
    [InlineData("Receipt .")]
    [InlineData("Receipt a.b.c")]
    [InlineData("Receipt ****.****")]
    [InlineData("Bearer AAAA.AAAA")]
    public async Task Get_NoReceipt_IsNotFound(string? header)
    {
        var answer = await api.GetAsync("/api/case", header, Cancel);

        Assert.Equal((404, "unknown-receipt"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Get_RightLookupAndWrongToken_IsToldApartFromNothing()
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);
        var other = new SurvivorBrowser(fixture.Genesis);

        var wrongToken = await api.GetAsync("/api/case", $"{her.Receipt.Split('.')[0]}.{other.Receipt.Split('.')[1]}", Cancel);
        var unknown = await api.GetAsync("/api/case", other.Receipt, Cancel);

        Assert.Equal(404, wrongToken.Status);
        Assert.Equal(unknown.Json.ToJsonString(), wrongToken.Json.ToJsonString());
    }

    [Fact]
    public async Task Get_CaseWithNotes_ShowsNoTraceOfThem()
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);
        await using var database = fixture.Database.Open();
        database.Add(new SealedObject
        {
            CaseId = her.CaseId,
            ObjectId = RandomId.New(),
            KeyPair = KeyPairName.N,
            Generation = 0,
            Kind = ObjectKinds.Note,
            Author = Authors.Staff(RandomId.New()),
            Sequence = 1,
            Previous = new byte[32],
            Hash = new byte[32],
            File = [1],
            StoredAt = fixture.App.Clock.GetUtcNow(),
        });
        await database.SaveChangesAsync(Cancel);

        var answer = await api.GetAsync("/api/case", her.Receipt, Cancel);

        var text = answer.Json.ToJsonString();
        Assert.Equal(2, answer.Json["objects"]!.AsArray().Count);
        Assert.DoesNotContain("\"N\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("note", text, StringComparison.Ordinal);
        Assert.DoesNotContain("staff", text.Replace("staffMayReadFrom", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddObjects_NextMessage_IsStoredOnce()
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);
        var body = Objects(her.Next(ObjectKinds.Message, "hello"));

        var first = await api.PostWithReceiptAsync("/api/case/objects", body, her.Receipt, Cancel);
        var second = await api.PostWithReceiptAsync("/api/case/objects", body, her.Receipt, Cancel);

        Assert.Equal((201, 1), (first.Status, (int)first.Json["stored"]!));
        Assert.Equal((201, 0), (second.Status, (int)second.Json["stored"]!));
    }

    [Fact]
    public async Task AddObjects_TwoDevicesAtOnce_OneIsToldWhereTheChainEnds()
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);
        var start = her.Head;
        var messages = Enumerable.Range(0, 6).Select(i =>
        {
            her.Head = start;
            return Objects(her.Next(ObjectKinds.Message, $"message {i}"));
        }).ToList();

        var answers = await Task.WhenAll(messages.Select(message => api.PostWithReceiptAsync("/api/case/objects", message, her.Receipt, Cancel)));

        var won = Assert.Single(answers.Index(), each => each.Item.Status == 201);
        var stored = messages[won.Index]["objects"]![0]!;
        Assert.All(answers.Where(answer => answer.Status != 201), answer =>
        {
            Assert.Equal((409, "behind"), (answer.Status, answer.Code));
            Assert.Equal(3, (int)answer.Json["head"]!["sequence"]!);
            var hash = System.Security.Cryptography.SHA256.HashData(Base64Url.DecodeFromChars((string)stored["file"]!));
            Assert.Equal(Base64Url.EncodeToString(hash), (string?)answer.Json["head"]!["hash"]);
        });
    }

    [Fact]
    public async Task AddObjects_SameIdWithOtherBytes_IsRefused()
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);
        var message = her.Next(ObjectKinds.Message, "first");
        await api.PostWithReceiptAsync("/api/case/objects", Objects(message.DeepClone()), her.Receipt, Cancel);
        var other = her.Next(ObjectKinds.Message, "second");
        other["objectId"] = (string)message["objectId"]!;

        var answer = await api.PostWithReceiptAsync("/api/case/objects", Objects(other), her.Receipt, Cancel);

        Assert.Equal((409, "object-differs"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("wrap")]
    [InlineData("draft")]
    [InlineData("consent")]
    public async Task AddObjects_KindWithARequestOfItsOwn_IsRefused(string kind)
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);

        var answer = await api.PostWithReceiptAsync("/api/case/objects", Objects(her.Next(kind, "x")), her.Receipt, Cancel);

        Assert.Equal((400, "objects"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("note", "unknown-kind")]
    [InlineData("release-copy", "author-may-not")]
    [InlineData("announcement", "author-may-not")]
    [InlineData("anything", "unknown-kind")]
    public async Task AddObjects_KindSheMayNotWrite_IsRefused(string kind, string code)
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);

        var answer = await api.PostWithReceiptAsync("/api/case/objects", Objects(her.Next(kind, "x")), her.Receipt, Cancel);

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task AddObjects_WithAnothersReceipt_IsNotFound()
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);

        var answer = await api.PostWithReceiptAsync(
            "/api/case/objects", Objects(her.Next(ObjectKinds.Message, "x")), new SurvivorBrowser(fixture.Genesis).Receipt, Cancel);

        Assert.Equal((404, "unknown-receipt"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task GiveConsent_TwiceWithOneFrame_StandsOnce()
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);
        var body = Objects(her.Next(ObjectKinds.Consent, "yes"));

        var first = await api.PutAsync("/api/case/consents/send-links", body, her.Receipt, Cancel);
        var second = await api.PutAsync("/api/case/consents/send-links", body, her.Receipt, Cancel);

        Assert.Equal((204, 204), (first.Status, second.Status));
        await using var database = fixture.Database.Open();
        var consent = await database.Set<Consent>().SingleAsync(c => c.CaseId == her.CaseId, Cancel);
        Assert.Equal((ConsentPurposes.SendLinks, Consent.OnForm), (consent.Purpose, consent.How));
        Assert.Single(await database.Set<AuditEvent>().Where(e => e.ChainId == her.CaseId && e.Type == "ConsentGiven").ToListAsync(Cancel));
    }

    [Fact]
    public async Task GiveConsent_UnknownPurpose_IsNotFound()
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);

        var answer = await api.PutAsync("/api/case/consents/everything", Objects(her.Next(ObjectKinds.Consent, "yes")), her.Receipt, Cancel);

        Assert.Equal((404, "purpose"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Audit_AfterEverythingSheDid_HoldsAndSaysOnlyCodes()
    {
        await api.PostWithProofAsync("/api/reports", her.Report("a sentence of hers", "send-links"), Cancel);
        await api.PostWithReceiptAsync("/api/case/objects", Objects(her.Next(ObjectKinds.Message, "hello")), her.Receipt, Cancel);

        await using var database = fixture.Database.Open();
        var verdict = await new VerifyChains(database).RunAsync(Cancel);
        var events = await database.Set<AuditEvent>().Where(e => e.ChainId == her.CaseId).OrderBy(e => e.Sequence).ToListAsync(Cancel);

        Assert.True(verdict.Holds);
        Assert.Equal(["ReportReceived", "SurvivorWrote"], events.Select(e => e.Type));
        Assert.Equal("""{"consents":["send-links"],"held":false,"mode":"sealed"}""", events[0].Data);
        Assert.All(events, e => Assert.Equal("survivor", e.Actor));
    }

    private static JsonObject Objects(JsonNode sealedObject) => new() { ["objects"] = new JsonArray(sealedObject) };
}
