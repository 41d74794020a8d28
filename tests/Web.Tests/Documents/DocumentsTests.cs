using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Documents;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Frames;
using CaseManager.TestSupport.Cases;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Documents;

/// <summary>Papers as the server sees them: only what was asked for, in pieces, whole or not at all.</summary>
public sealed class DocumentsTests(CaseTeam team) : IClassFixture<CaseTeam>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WhileSwitchedOff_IsRefused_AndHersToo()
    {
        var (her, caseFile, askedId) = await AskedAsync();
        await SwitchAsync(false);

        Assert.Equal("documents-off", (await caseFile.PostObjectsAsync("documents", Cancel, caseFile.Next(KeyPairName.C, ObjectKinds.Document))).Code);
        Assert.Equal("documents-off", (await StartAsync(her, askedId, new Paper())).Code);
        Assert.False((bool)(await caseFile.GetAsync(Cancel)).Json["documents"]!["on"]!);
    }

    [Fact]
    public async Task Switch_OnWithoutTheWarningOfToday_IsRefused()
    {
        await SwitchAsync(false);
        await using var scope = team.App.Services.CreateAsyncScope();
        var switchDocuments = scope.ServiceProvider.GetRequiredService<SwitchDocuments>();

        await Assert.ThrowsAsync<RefusedException>(() => switchDocuments.RunAsync(true, DocumentSwitch.Warning - 1, team.First.Id, Cancel));

        Assert.False((await switchDocuments.ReadAsync(Cancel))!.IsOn);
    }

    [Fact]
    public async Task Start_WhatNobodyAskedForOrNoLonger_IsRefused()
    {
        var (her, caseFile, askedId) = await AskedAsync();
        var (other, _, _) = await AskedAsync();

        Assert.Equal("not-asked", (await StartAsync(her, RandomId.New(), new Paper())).Code);
        Assert.Equal("not-asked", (await StartAsync(other, askedId, new Paper())).Code);
        Assert.Equal(204, (await caseFile.PostAsync($"documents/asked/{HexId.Write(askedId)}/end", new JsonObject(), Cancel)).Status);
        Assert.Equal("not-asked", (await StartAsync(her, askedId, new Paper())).Code);
    }

    [Fact]
    public async Task Start_LargerThanTenMiBSealed_IsRefusedBeforeAByteCame()
    {
        var (her, _, askedId) = await AskedAsync();
        var paper = new Paper();

        var answer = await team.PublicApi.PutAsync(Path(paper), Announced(askedId, paper, DocumentLimits.MaximumSealedLength + 1), her.Receipt, Cancel);

        Assert.Equal((413, "too-large"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Chunks_InAnyOrderAndTwice_GoOnWhereTheyStopped()
    {
        var (her, _, askedId) = await AskedAsync();
        var paper = new Paper(600_000);
        Assert.Empty((await StartAsync(her, askedId, paper)).Json["chunks"]!.AsArray());

        Assert.Equal(204, (await ChunkAsync(her, paper, 2)).Status);
        Assert.Equal(204, (await ChunkAsync(her, paper, 0)).Status);
        Assert.Equal(204, (await ChunkAsync(her, paper, 0)).Status);

        Assert.Equal([0, 2], (await StartAsync(her, askedId, paper)).Json["chunks"]!.AsArray().Select(index => (int)index!));
        Assert.Equal("document-incomplete", (await FinishAsync(her, paper, keepHead: false)).Code);
        Assert.Equal(204, (await ChunkAsync(her, paper, 1)).Status);
        Assert.Equal(204, (await FinishAsync(her, paper)).Status);
    }

    [Fact]
    public async Task Chunk_WrongPlaceLengthBytesOrCase_IsRefused()
    {
        var (her, _, askedId) = await AskedAsync();
        var (other, _, _) = await AskedAsync();
        var paper = new Paper(300_000);
        await StartAsync(her, askedId, paper);
        await ChunkAsync(her, paper, 0);

        Assert.Equal("chunk", (await PutChunkAsync(her, paper, 5, paper.Chunk(0))).Code);
        Assert.Equal("chunk", (await PutChunkAsync(her, paper, 1, paper.Chunk(1)[1..])).Code);
        Assert.Equal("chunk-differs", (await PutChunkAsync(her, paper, 0, [.. paper.Chunk(0)[1..], 0])).Code);
        Assert.Equal("unknown-document", (await ChunkAsync(other, paper, 1)).Code);
        Assert.Equal("unknown-document", (await ChunkAsync(her, new Paper(), 0)).Code);
    }

    [Fact]
    public async Task Finish_BytesThatWereNotAnnouncedOrNoAgeFile_AreForgottenAndMayComeAgain()
    {
        var (her, _, askedId) = await AskedAsync();
        var paper = new Paper();
        await StartAsync(her, askedId, paper);
        await PutChunkAsync(her, paper, 0, RandomNumberGenerator.GetBytes(paper.File.Length));

        Assert.Equal("document-damaged", (await FinishAsync(her, paper, keepHead: false)).Code);
        Assert.Equal(204, (await ChunkAsync(her, paper, 0)).Status);
        Assert.Equal(204, (await FinishAsync(her, paper)).Status);

        var clear = new Paper { File = new byte[5000] };
        await StartAsync(her, askedId, clear);
        await ChunkAsync(her, clear, 0);
        Assert.Equal("document-damaged", (await FinishAsync(her, clear, keepHead: false)).Code);

        // Bytes in clear do not pass because a later part looks sealed.
        var hidden = new Paper { File = [.. new byte[DocumentLimits.ChunkLength], .. new Paper().File] };
        await StartAsync(her, askedId, hidden);
        await ChunkAsync(her, hidden, 0);
        await ChunkAsync(her, hidden, 1);
        Assert.Equal("document-damaged", (await FinishAsync(her, hidden, keepHead: false)).Code);
    }

    [Fact]
    public async Task Finish_WhatIsNoLongerWanted_IsRefused()
    {
        var (her, caseFile, askedId) = await AskedAsync();
        var paper = new Paper();
        await StartAsync(her, askedId, paper);
        await ChunkAsync(her, paper, 0);

        await SwitchAsync(false);
        Assert.Equal("documents-off", (await FinishAsync(her, paper, keepHead: false)).Code);
        await SwitchAsync(true);
        await caseFile.PostAsync($"documents/asked/{HexId.Write(askedId)}/end", new JsonObject(), Cancel);
        Assert.Equal("not-asked", (await FinishAsync(her, paper, keepHead: false)).Code);
    }

    [Fact]
    public async Task TakenBack_BeforeItArrivedWhole_NeverArrives()
    {
        var (her, caseFile, askedId) = await AskedAsync();
        var paper = new Paper();
        await StartAsync(her, askedId, paper);
        await ChunkAsync(her, paper, 0);

        Assert.Equal(204, (await team.PublicApi.DeleteAsync(Path(paper), new JsonObject(), her.Receipt, Cancel)).Status);

        Assert.Equal("unknown-document", (await FinishAsync(her, paper, keepHead: false)).Code);
        Assert.Empty((await caseFile.GetAsync(Cancel)).Json["documents"]!["sent"]!.AsArray());
    }

    [Fact]
    public async Task Finish_Twice_IsOneDocument()
    {
        var (her, caseFile, askedId) = await AskedAsync();
        var paper = new Paper();
        await StartAsync(her, askedId, paper);
        await ChunkAsync(her, paper, 0);
        var body = new JsonObject { ["objects"] = new JsonArray(her.Next(ObjectKinds.Document, "{\"v\":1}")) };

        var first = await team.PublicApi.PostWithReceiptAsync($"{Path(paper)}/finish", body, her.Receipt, Cancel);
        var second = await team.PublicApi.PostWithReceiptAsync($"{Path(paper)}/finish", body.DeepClone(), her.Receipt, Cancel);

        Assert.Equal((204, 204), (first.Status, second.Status));
        Assert.Equal("document-differs", (await FinishAsync(her, paper, keepHead: false)).Code);
        Assert.Single((await caseFile.GetAsync(Cancel)).Json["documents"]!["sent"]!.AsArray());
        Assert.Equal([0], (await StartAsync(her, askedId, paper)).Json["chunks"]!.AsArray().Select(index => (int)index!));
    }

    [Fact]
    public async Task Open_GivesTheBytesAndWritesDownEachTime_UntilSheTakesItBack()
    {
        var (her, caseFile, askedId) = await AskedAsync();
        var paper = await SentAsync(her, askedId, 300_000);

        for (var times = 0; times < 2; times++)
        {
            using var answer = await OpenAsync(caseFile, paper);
            Assert.Equal(paper.File, await answer.Content.ReadAsByteArrayAsync(Cancel));
        }

        Assert.Equal(204, (await team.PublicApi.DeleteAsync(Path(paper), new JsonObject(), her.Receipt, Cancel)).Status);
        using var gone = await OpenAsync(caseFile, paper);
        Assert.Equal(404, (int)gone.StatusCode);
        await using var database = team.Database.Open();
        Assert.Equal(0, await database.Set<DocumentChunk>().CountAsync(chunk => chunk.DocumentId == paper.Id, Cancel));
        Assert.Equal(
            ["DocumentAsked", "DocumentDestroyed", "DocumentOpened", "DocumentOpened", "DocumentSent"],
            await database.Set<AuditEvent>().Where(e => e.ChainId == her.CaseId && e.Type.StartsWith("Document")).Select(e => e.Type).OrderBy(type => type).ToListAsync(Cancel));
        var row = (await team.PublicApi.GetAsync("/api/case", her.Receipt, Cancel)).Json["documents"]!["sent"]![0]!;
        Assert.True((bool)row["takenBack"]!);
    }

    [Fact]
    public async Task Destroyed_ByStaff_MakesRoomForTheNext()
    {
        var (her, caseFile, askedId) = await AskedAsync();
        var papers = new List<Paper>();
        for (var number = 0; number < DocumentLimits.MostOfACase; number++)
        {
            papers.Add(await SentAsync(her, askedId));
        }

        Assert.Equal("documents-full", (await StartAsync(her, askedId, new Paper())).Code);
        using var answer = await caseFile.Staff.SendAsync(HttpMethod.Delete, $"/api/staff/cases/{HexId.Write(her.CaseId)}/documents/{HexId.Write(papers[0].Id)}", null, Cancel);
        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal(200, (await StartAsync(her, askedId, new Paper())).Status);
    }

    [Fact]
    public async Task Unfinished_OfADayAgoOrWhenAnotherBegins_IsForgotten()
    {
        var (her, _, askedId) = await AskedAsync();
        var (first, second) = (new Paper(300_000), new Paper());
        await StartAsync(her, askedId, first);
        await ChunkAsync(her, first, 0);
        await StartAsync(her, askedId, second);
        Assert.Equal("unknown-document", (await ChunkAsync(her, first, 1)).Code);

        await using var scope = team.App.Services.CreateAsyncScope();
        var forget = scope.ServiceProvider.GetRequiredService<ForgetUnfinishedDocuments>();
        await forget.RunAsync(Cancel);
        Assert.Equal(204, (await ChunkAsync(her, second, 0)).Status);
        await using var database = team.Database.Open();
        var dayAgo = team.App.Clock.GetUtcNow() - DocumentLimits.UnfinishedFor;
        await database.Set<SealedDocument>().Where(row => row.Id == second.Id).ExecuteUpdateAsync(row => row.SetProperty(document => document.StartedAt, dayAgo), Cancel);
        await forget.RunAsync(Cancel);
        Assert.Equal("unknown-document", (await FinishAsync(her, second)).Code);
    }

    [Fact]
    public async Task DeletedCase_LeavesNothingOfItsDocuments()
    {
        var (her, _, askedId) = await AskedAsync();
        await SentAsync(her, askedId);

        Assert.Equal(204, (await team.PublicApi.DeleteAsync("/api/case", new JsonObject(), her.Receipt, Cancel)).Status);

        await using var database = team.Database.Open();
        Assert.False(await database.Set<AskedDocument>().AnyAsync(row => row.CaseId == her.CaseId, Cancel));
        Assert.False(await database.Set<SealedDocument>().AnyAsync(row => row.CaseId == her.CaseId, Cancel));
    }

    private async Task<(SurvivorBrowser Her, CaseBrowser Case, Guid AskedId)> AskedAsync()
    {
        await SwitchAsync(true);
        var (her, caseFile) = await team.TakenUpAsync(Cancel);
        var asking = caseFile.Next(KeyPairName.C, ObjectKinds.Document);
        var answer = await caseFile.PostObjectsAsync("documents", Cancel, asking);
        Assert.Equal(204, answer.Status);
        return (her, caseFile, HexId.TryRead((string)asking["objectId"]!, out var id) ? id : throw new InvalidOperationException());
    }

    private async Task SwitchAsync(bool on)
    {
        team.App.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var scope = team.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SwitchDocuments>().RunAsync(on, DocumentSwitch.Warning, team.First.Id, Cancel);
    }

    private async Task<Paper> SentAsync(SurvivorBrowser her, Guid askedId, int length = 10)
    {
        var paper = new Paper(length);
        await StartAsync(her, askedId, paper);
        for (var index = 0; index < DocumentLimits.ChunksOf(paper.File.Length); index++)
        {
            await ChunkAsync(her, paper, index);
        }

        Assert.Equal(204, (await FinishAsync(her, paper)).Status);
        return paper;
    }

    private static string Path(Paper paper) => $"/api/case/documents/{HexId.Write(paper.Id)}";

    private static JsonObject Announced(Guid askedId, Paper paper, int length) => new()
    {
        ["askedId"] = HexId.Write(askedId),
        ["length"] = length,
        ["hash"] = Base64Url.EncodeToString(SHA256.HashData(paper.File)),
    };

    private Task<ApiAnswer> StartAsync(SurvivorBrowser her, Guid askedId, Paper paper) =>
        team.PublicApi.PutAsync(Path(paper), Announced(askedId, paper, paper.File.Length), her.Receipt, Cancel);

    private Task<ApiAnswer> ChunkAsync(SurvivorBrowser her, Paper paper, int index) => PutChunkAsync(her, paper, index, paper.Chunk(index));

    private Task<ApiAnswer> PutChunkAsync(SurvivorBrowser her, Paper paper, int index, byte[] bytes) =>
        team.PublicApi.PutBytesAsync($"{Path(paper)}/chunks/{index}", bytes, her.Receipt, Cancel);

    /// <param name="keepHead">Whether what she sealed was taken, so that the next object follows it.</param>
    private async Task<ApiAnswer> FinishAsync(SurvivorBrowser her, Paper paper, bool keepHead = true)
    {
        var head = her.Head;
        var body = new JsonObject { ["objects"] = new JsonArray(her.Next(ObjectKinds.Document, "{\"v\":1}")) };
        her.Head = keepHead ? her.Head : head;
        return await team.PublicApi.PostWithReceiptAsync($"{Path(paper)}/finish", body, her.Receipt, Cancel);
    }

    private static Task<HttpResponseMessage> OpenAsync(CaseBrowser caseFile, Paper paper) =>
        caseFile.Staff.SendAsync(HttpMethod.Get, $"/api/staff/cases/{HexId.Write(caseFile.CaseId)}/documents/{HexId.Write(paper.Id)}", null, Cancel);

    private sealed class Paper(int length = 10)
    {
        public Guid Id { get; } = RandomId.New();

        public byte[] File { get; init; } = AgeWriter.Seal(new byte[Padding.PaddedLength(length + 8)], HybridKey.PublicKeyOf(RandomNumberGenerator.GetBytes(32)));

        public byte[] Chunk(int index) => File.AsSpan(index * DocumentLimits.ChunkLength, DocumentLimits.LengthOf(index, File.Length)).ToArray();
    }
}
