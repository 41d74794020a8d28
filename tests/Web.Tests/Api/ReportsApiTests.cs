using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Api;

public sealed class ReportsApiTests(IntakeFixture fixture) : IClassFixture<IntakeFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly PublicApiClient api = fixture.Api;
    private readonly SurvivorBrowser her = new(fixture.Genesis);

    [Fact]
    public async Task Post_SealedReport_IsStoredAndOpensWithTheTeamsKeyAndHerReceipt()
    {
        var answer = await api.PostWithProofAsync("/api/reports", her.Report("only she wrote this", "send-links"), Cancel);

        Assert.Equal(201, answer.Status);
        Assert.Equal(HexId.Write(her.CaseId), (string?)answer.Json["caseId"]);
        Assert.False((bool)answer.Json["held"]!);
        var shown = await api.GetAsync("/api/case", her.Receipt, Cancel);
        Assert.Equal(200, shown.Status);
        Assert.Equal("received", (string?)shown.Json["case"]!["stage"]);
        Assert.Equal("sealed", (string?)shown.Json["case"]!["mode"]);
        Assert.Equal((string?)answer.Json["receivedAt"], (string?)shown.Json["case"]!["receivedAt"]);
        Assert.Equal("send-links", (string?)shown.Json["consents"]![0]!["purpose"]);
        Assert.Equal("receipt", (string?)Assert.Single(shown.Json["wraps"]!.AsArray())!["recipient"]);
        var report = shown.Json["objects"]!.AsArray().Single(o => (string?)o!["kind"] == "report")!;
        var frame = her.Open(Base64Url.DecodeFromChars((string)report["file"]!));
        Assert.Contains("only she wrote this", Encoding.UTF8.GetString(frame!), StringComparison.Ordinal);
        await using var database = fixture.Database.Open();
        var teamWrap = await database.Set<SealedObject>().SingleAsync(o => o.CaseId == her.CaseId && o.Recipient == "epoch:1", Cancel);
        Assert.NotNull(AgeReader.Open(teamWrap.File, fixture.Genesis.EpochSeed));
    }

    [Fact]
    public async Task Post_SameBytesTwice_GetTheSameAnswerAndOneReport()
    {
        var body = her.Report();

        var first = await api.PostWithProofAsync("/api/reports", body, Cancel);
        fixture.App.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await api.PostWithProofAsync("/api/reports", body, Cancel);

        Assert.Equal(201, first.Status);
        Assert.Equal(200, second.Status);
        Assert.Equal(first.Json.ToJsonString(), second.Json.ToJsonString());
        await using var database = fixture.Database.Open();
        Assert.Equal(5, await database.Set<SealedObject>().CountAsync(o => o.CaseId == her.CaseId, Cancel));
    }

    [Fact]
    public async Task Post_SameBytesAtOnce_MakeOneReport()
    {
        var bytes = Encoding.UTF8.GetBytes(her.Report().ToJsonString());
        var proofs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.SolveAsync(bytes, Cancel)));

        var answers = await Task.WhenAll(proofs.Select(proof => api.PostAsync("/api/reports", bytes, proof, null, Cancel)));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(7, answers.Count(answer => answer.Status == 200));
    }

    [Fact]
    public async Task Post_OtherBytesForTheSameCase_AreRefused()
    {
        await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);

        var answer = await api.PostWithProofAsync("/api/reports", her.Report("another"), Cancel);

        Assert.Equal((409, "different-report"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Post_WithoutProof_IsRefused()
    {
        var answer = await api.PostAsync("/api/reports", Bytes(her.Report()), null, null, Cancel);

        Assert.Equal((400, "proof-missing"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Post_WithANonsenseReceiptInsteadOfAProof_IsRefused()
    {
        var answer = await api.PostAsync("/api/reports", Bytes(her.Report()), null, her.Receipt, Cancel);

        Assert.Equal((400, "proof-missing"), (answer.Status, answer.Code));
        Assert.Equal(404, (await api.GetAsync("/api/case", her.Receipt, Cancel)).Status);
    }

    [Fact]
    public async Task Post_ProofOfOtherBytes_IsRefused()
    {
        var proof = await api.SolveAsync(Bytes(her.Report()), Cancel);

        var answer = await api.PostAsync("/api/reports", Bytes(her.Report("other")), proof, null, Cancel);

        Assert.Equal((400, "proof-foreign"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Post_ChallengeMadeElsewhere_IsRefused()
    {
        var bytes = Bytes(her.Report());
        var elsewhere = new Core.Sealing.AtRest.KeyFolder(TestFolders.New());
        elsewhere.Create();
        var challenge = new Challenge(RandomId.New(), fixture.App.Clock.GetUtcNow().AddMinutes(5), 0, SHA256.HashData(bytes)).Write(elsewhere);

        var answer = await api.PostAsync("/api/reports", bytes, new Proof(challenge, 0), null, Cancel);

        Assert.Equal((400, "proof-foreign"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Post_ChallengeWithItsDifficultyLowered_IsRefused()
    {
        var bytes = Bytes(her.Report());
        var proof = await api.SolveAsync(bytes, Cancel);
        proof.Challenge[24] = 0;

        var answer = await api.PostAsync("/api/reports", bytes, proof, null, Cancel);

        Assert.Equal((400, "proof-foreign"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Post_ExpiredChallenge_IsRefused()
    {
        var bytes = Bytes(her.Report());
        var proof = await api.SolveAsync(bytes, Cancel);
        fixture.App.Clock.Advance(TimeSpan.FromMinutes(10));

        var answer = await api.PostAsync("/api/reports", bytes, proof, null, Cancel);

        Assert.Equal((400, "proof-expired"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Post_TooLittleWork_IsRefused()
    {
        var bytes = Bytes(her.Report());
        var solved = await api.SolveAsync(bytes, Cancel);
        var lazy = Enumerable.Range(0, 1000).Select(nonce => (ulong)nonce).First(nonce => Challenge.ZeroBits(solved.Challenge, nonce) < 6);

        var answer = await api.PostAsync("/api/reports", bytes, solved with { Nonce = lazy }, null, Cancel);

        Assert.Equal((400, "proof-wrong"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Post_SpentChallengeAfterTheCaseIsGone_IsRefused()
    {
        var bytes = Bytes(her.Report());
        var proof = await api.SolveAsync(bytes, Cancel);
        await api.PostAsync("/api/reports", bytes, proof, null, Cancel);
        await using var database = fixture.Database.Open();
        await database.Set<Report>().Where(r => r.CaseId == her.CaseId).ExecuteDeleteAsync(Cancel);

        var answer = await api.PostAsync("/api/reports", bytes, proof, null, Cancel);

        Assert.Equal((400, "proof-spent"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"case\":null}")]
    public async Task Post_Garbage_IsRefused(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        var answer = await api.PostAsync("/api/reports", bytes, await api.SolveAsync(bytes, Cancel), null, Cancel);

        Assert.Equal((400, "not-json"), (answer.Status, answer.Code));
    }

    public static TheoryData<string, string, Action<JsonObject>> Broken => new()
    {
        { "an unknown field", "not-json", body => body["extra"] = 1 },
        { "a field twice removed", "not-json", body => body.Remove("consents") },
        { "padded base64", "not-json", body => body["objects"]![0]!["file"] = "AA==" },
        { "an upper-case id", "not-json", body => body["case"]!["id"] = new string('A', 32) },
        { "another case id", "case-id", body => body["case"]!["id"] = new string('a', 32) },
        { "a short public key", "case-id", body => body["case"]!["publicKey"] = "AAAA" },
        { "another mode", "mode", body => body["case"]!["mode"] = "server-assisted" },
        { "no language", "language", body => body["case"]!["language"] = "<script>" },
        { "an unknown consent", "consents", body => body["consents"]!.AsArray().Add("everything") },
        { "a short receipt hash", "receipt", body => body["receipt"]!["tokenHash"] = "AAAA" },
        { "no card", "objects", body => body["objects"]!.AsArray().RemoveAt(0) },
        { "a message more", "objects", body => body["objects"]!.AsArray().Add(With(body["objects"]![1]!, "kind", "message")) },
        { "no wrap for recovery", "wraps", body => body["wraps"]!.AsArray().RemoveAt(1) },
        { "a wrap for a staff member", "wraps", body => body["wraps"]!.AsArray().Add(With(body["wraps"]![0]!, "recipient", $"staff:{new string('a', 32)}")) },
        { "an epoch that never was", "unknown-epoch", body => body["wraps"]![0]!["recipient"] = "epoch:9" },
        { "garbage instead of an age file", "not-an-age-file", body => body["objects"]![1]!["file"] = Base64Url.EncodeToString(new byte[6000]) },
        { "an empty file", "not-an-age-file", body => body["objects"]![1]!["file"] = "" },
        { "a file cut short", "truncated", body => Change(body["objects"]![1]!, file => file[..^1]) },
        { "a file cut within its header", "not-an-age-file", body => Change(body["objects"]![1]!, file => file[..1000]) },
        { "a card as large as a report", "object-too-large", body => Change(body["objects"]![0]!, file => [.. file, .. new byte[8192]]) },
        { "a classical stanza", "foreign-stanza", body => Change(body["objects"]![1]!, file => Renamed(file, "X25519")) },
        { "a passphrase stanza", "foreign-stanza", body => Change(body["objects"]![1]!, file => Renamed(file, "scrypt")) },
        { "a note in her name", "objects", body => body["objects"]![1]!["kind"] = "note" },
        { "another author", "author-may-not", body => body["objects"]![1]!["author"] = $"staff:{new string('a', 32)}" },
        { "an author nobody is", "author-may-not", body => body["objects"]![1]!["author"] = "platform" },
        { "under N", "unknown-kind", body => body["objects"]![1]!["keyPair"] = "N" },
        { "a later generation", "unknown-key", body => body["objects"]![1]!["generation"] = 1 },
        { "a gap", "behind", body => body["objects"]![1]!["sequence"] = 3 },
        { "a wrong previous", "behind", body => body["objects"]![1]!["previous"] = Base64Url.EncodeToString(SHA256.HashData("x"u8)) },
        { "no previous", "place-in-chain", body => body["objects"]![1]!["previous"] = Base64Url.EncodeToString(new byte[32]) },
        { "one id twice", "object-twice", body => body["objects"]![1]!["objectId"] = (string)body["objects"]![0]!["objectId"]! },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Post_OneThingWrong_IsRefusedAndNothingIsStored(string what, string code, Action<JsonObject> spoil)
    {
        var body = her.Report();
        spoil(body);

        var answer = await api.PostWithProofAsync("/api/reports", body, Cancel);

        Assert.True(answer.Code == code, $"{what}: {answer.Status} {answer.Json.ToJsonString()}");
        await using var database = fixture.Database.Open();
        Assert.False(await database.Set<SealedObject>().AnyAsync(o => o.CaseId == her.CaseId, Cancel), what);
        Assert.False(await database.Set<Report>().AnyAsync(r => r.CaseId == her.CaseId, Cancel), what);
    }

    [Fact]
    public async Task Post_MoreThanAMegabyte_IsRefusedBeforeItIsRead()
    {
        var bytes = new byte[(1024 * 1024) + 1];

        var answer = await api.PostAsync("/api/reports", bytes, null, null, Cancel);

        Assert.Equal((413, "too-large"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Answers_OfTheApi_SetNoCookieAndAreNotKept()
    {
        var answer = await api.PostWithProofAsync("/api/reports", her.Report(), Cancel);

        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Api_OnTheStaffHost_IsNotFound()
    {
        using var staff = fixture.App.StaffClient();

        using var answer = await staff.GetAsync(new Uri("/api/intake", UriKind.Relative), Cancel);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static byte[] Bytes(JsonNode body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    private static JsonNode With(JsonNode node, string name, string value)
    {
        var copy = node.DeepClone();
        copy[name] = value;
        return copy;
    }

    private static void Change(JsonNode stored, Func<byte[], byte[]> change) =>
        stored["file"] = Base64Url.EncodeToString(change(Base64Url.DecodeFromChars((string)stored["file"]!)));

    private static byte[] Renamed(byte[] file, string stanza) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Replace("-> mlkem768x25519", $"-> {stanza}", StringComparison.Ordinal));
}
