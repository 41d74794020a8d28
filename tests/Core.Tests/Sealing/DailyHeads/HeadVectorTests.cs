using System.Text;
using System.Text.Json.Nodes;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.DailyHeads;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Sealing.DailyHeads;

/// <summary>The vectors of the audit, computed by a second implementation.</summary>
public sealed class HeadVectorTests
{
    private static readonly JsonNode Vectors = JsonNode.Parse(File.ReadAllText(RepositoryFolder.File("tests/vectors/audit.json")))!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OfTheVectors_HasTheirEntriesAndHash()
    {
        var list = Hex(Vectors["list"]!);

        var entries = await HeadList.ReadAsync(new MemoryStream(list), Cancel).ToListAsync(Cancel);

        Assert.Equal(Hex(Vectors["listHash"]!), HeadList.HashOf(list));
        Assert.Equal(HeadList.HashOf(list), await HeadList.HashOfAsync(new MemoryStream(list), Cancel));
        Assert.Equal(
            Vectors["entries"]!.AsArray().Select(entry => ((string?)entry!["chain"], (int)entry["sequence"]!, (string?)entry["hash"])),
            entries.Select(entry => ((string?)HexId.Write(entry.ChainId), entry.Sequence, (string?)Convert.ToHexStringLower(entry.Hash))));
    }

    [Fact]
    public void Heads_OfTheVectors_AreReadWrittenHashedAndSigned()
    {
        var heads = Vectors["heads"]!.AsArray();
        var newest = Encoding.UTF8.GetBytes((string)heads[^1]!["document"]!);

        Assert.All(heads, head => Assert.Equal((string?)head!["hash"], Convert.ToHexStringLower(HeadDocument.HashOf(Encoding.UTF8.GetBytes((string)head["document"]!)))));
        Assert.Equal(newest, HeadDocument.Read(newest)!.ToBytes());
        Assert.Equal(Hex(heads[0]!["hash"]!), HeadDocument.Read(newest)!.Previous);
        Assert.True(SignedDocument.IsSigned(Countersignature.Label, newest, Hex(Vectors["signature"]!), Hex(Vectors["signingKey"]!)));
    }

    [Fact]
    public void Event_OfTheVectors_HasItsHash()
    {
        var happened = Vectors["event"]!;

        var hash = AuditHash.Of(
            Guid.ParseExact((string)happened["chain"]!, "N"), (int)happened["sequence"]!, Hex(happened["previous"]!),
            DateTimeOffset.FromUnixTimeMilliseconds((long)happened["at"]!), (string)happened["type"]!, (string)happened["actor"]!, (string)happened["data"]!);

        Assert.Equal((string?)happened["hash"], Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void Names_OfFiles_AreTheVectors()
    {
        var day = new DateOnly(2026, 3, 2);
        var user = Guid.ParseExact("0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f", "N");

        Assert.Equal(
            Vectors["files"]!.AsArray().Select(name => (string?)name),
            [HeadFolder.ListName(day), HeadFolder.DocumentName(day), HeadFolder.SignatureName(day, user)]);
    }

    private static byte[] Hex(JsonNode node) => Convert.FromHexString((string)node!);
}
