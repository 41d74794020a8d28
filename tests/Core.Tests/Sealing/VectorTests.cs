using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CaseManager.Core.Reports;
using CaseManager.Core.Reports.Plain;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Frames;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Sealing;

/// <summary>The vectors the browser's library is held to, read by the server's half.</summary>
public sealed class VectorTests
{
    private static JsonNode Vectors(string file) => JsonNode.Parse(File.ReadAllText(RepositoryFolder.File($"tests/vectors/{file}")))!;

    [Fact]
    public void Padding_OfEveryVector_IsTheBrowsers() =>
        Assert.All(Vectors("sealing.json")["padding"]!.AsArray(), pair => Assert.Equal((int)pair![1]!, Padding.PaddedLength((int)pair[0]!)));

    [Fact]
    public void Frames_WithoutHeads_AreTheBrowsersByteForByte()
    {
        var frames = Vectors("sealing.json")["frames"]!.AsArray().Where(frame => frame!["header"]!["heads"]!.AsArray().Count == 0).ToList();

        Assert.NotEmpty(frames);
        Assert.All(frames, frame =>
        {
            var header = frame!["header"]!;
            var authenticator = Hex(frame["authenticator"]!);
            var covered = FrameWriter.Encode(
                new FrameHeader
                {
                    InstanceId = Hex(header["instanceId"]!),
                    CaseId = Id(header["caseId"]!),
                    KeyPair = Enum.Parse<KeyPairName>((string)header["keyPair"]!),
                    Generation = (int)header["generation"]!,
                    ObjectId = Id(header["objectId"]!),
                    Kind = (string)header["kind"]!,
                    Author = (string)header["author"]!,
                    Sequence = (int)header["sequence"]!,
                    Previous = Hex(header["previous"]!),
                },
                Hex(frame["body"]!),
                authenticator.Length - 1);
            byte[] whole = [.. covered, .. authenticator];

            Assert.Equal((int)frame["length"]!, whole.Length);
            Assert.Equal((string)frame["sha256"]!, Convert.ToHexStringLower(SHA256.HashData(whole)));
        });
    }

    [Fact]
    public void CaseId_OfTheVector_IsTheBrowsers()
    {
        var vector = Vectors("sealing.json")["case"]!;

        Assert.Equal((string)vector["caseId"]!, HexId.Write(CaseIdOf.PublicKey(Hex(vector["instanceId"]!), Hex(vector["publicKey"]!))));
    }

    [Fact]
    public void Receipts_OfEveryVector_AreTheBrowsers() =>
        Assert.All(Vectors("receipt.json")["receipts"]!.AsArray(), vector =>
        {
            var receipt = new ReceiptCode(Hex(vector!["secret"]!));
            var keys = receipt.Keys(Hex(vector["salt"]!));

            Assert.Equal((string)vector["words"]!, string.Join(' ', receipt.Words()));
            Assert.Equal((string)vector["digits"]!, receipt.Digits());
            Assert.Equal((string)vector["lookupId"]!, Convert.ToHexStringLower(keys.LookupId));
            Assert.Equal((string)vector["authToken"]!, Convert.ToHexStringLower(keys.AuthToken));
            Assert.Equal((string)vector["survivorSeed"]!, Convert.ToHexStringLower(keys.SurvivorSeed));
        });

    [Fact]
    public void Proofs_OfEveryVector_AreEnoughWork() =>
        Assert.All(Vectors("proof-of-work.json").AsArray(), vector =>
            Assert.True(Challenge.ZeroBits(Hex(vector!["challenge"]!), (ulong)vector["nonce"]!) >= (int)vector["difficulty"]!));

    [Fact]
    public void FilesOfThePublishedCase_SealedByABrowser_PassTheHeaderCheck()
    {
        var objects = Vectors("case.json")["objects"]!.AsArray();

        Assert.NotEmpty(objects);
        Assert.All(objects, each =>
        {
            var file = System.Buffers.Text.Base64Url.DecodeFromChars((string)each!["file"]!);
            var header = AgeHeader.Read(file);
            var plaintext = header.PlaintextLength(file.Length);

            Assert.Equal(1, header.Recipients);
            Assert.Equal(plaintext, Padding.PaddedLength(plaintext));
        });
    }

    private static byte[] Hex(JsonNode node) => Convert.FromHexString((string)node!);

    private static Guid Id(JsonNode node) => HexId.TryRead((string?)node, out var id) ? id : throw new FormatException();
}
