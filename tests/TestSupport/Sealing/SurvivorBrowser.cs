using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Frames;

namespace CaseManager.TestSupport.Sealing;

/// <summary>Does what a survivor's browser does before it posts: receipt, keys, frames and wraps.</summary>
public sealed class SurvivorBrowser
{
    private readonly TestGenesis genesis;
    private readonly byte[] survivorSeed = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] mac;

    public SurvivorBrowser(TestGenesis genesis)
    {
        this.genesis = genesis;
        CaseId = CaseIdOf.PublicKey(genesis.InstanceId, PublicKey);
        mac = HKDF.DeriveKey(HashAlgorithmName.SHA256, Seed, 32, HexId.Bytes(CaseId), "casemanager/1 survivor-mac"u8.ToArray());
    }

    /// <summary>Seed of <c>C</c>.</summary>
    public byte[] Seed { get; } = RandomNumberGenerator.GetBytes(32);

    public byte[] PublicKey => HybridKey.PublicKeyOf(Seed);

    public Guid CaseId { get; }

    public byte[] LookupId { get; } = RandomNumberGenerator.GetBytes(16);

    public byte[] AuthToken { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Value of the <c>Authorization</c> header.</summary>
    public string Receipt => $"Receipt {Base64Url.EncodeToString(LookupId)}.{Base64Url.EncodeToString(AuthToken)}";

    /// <summary>Where her chain under <c>C</c> ends.</summary>
    public (int Sequence, byte[] Hash) Head { get; set; } = (0, new byte[32]);

    /// <summary>The body of a report as it is posted; change it before sending to try something.</summary>
    public JsonObject Report(string story = "What happened", params string[] consents) => Body(
        [Wrap(Recipients.Epoch(1), HybridKey.PublicKeyOf(genesis.EpochSeed)), Wrap(Recipients.Recovery, HybridKey.PublicKeyOf(genesis.RecoverySeed)), OwnWrap()],
        [Next(ObjectKinds.TriageCard, "{\"v\":1}"), Next(ObjectKinds.Report, JsonSerializer.Serialize(new { v = 1, story }))],
        consents);

    /// <summary>The body of a draft as it is posted.</summary>
    public JsonObject Draft(bool staffMayRead, string story = "Not finished")
    {
        JsonNode[] wraps = staffMayRead
            ? [Wrap(Recipients.Epoch(1), HybridKey.PublicKeyOf(genesis.EpochSeed)), Wrap(Recipients.Recovery, HybridKey.PublicKeyOf(genesis.RecoverySeed)), OwnWrap()]
            : [OwnWrap()];
        var body = Body(wraps, [Next(ObjectKinds.Draft, JsonSerializer.Serialize(new { v = 1, story }))], []);
        body["staffMayReadAfter24h"] = staffMayRead;
        return body;
    }

    /// <summary>The next object of her chain.</summary>
    public JsonObject Next(string kind, string text) => NextOfBytes(kind, Encoding.UTF8.GetBytes(text));

    /// <summary>Opens a stored file with the key of her case.</summary>
    public byte[]? Open(byte[] file) => AgeReader.Open(file, Seed);

    private JsonObject NextOfBytes(string kind, byte[] body)
    {
        var header = Header(kind, Head.Sequence + 1, Head.Hash);
        var file = AgeWriter.Seal(Authenticated(header, body), PublicKey);
        Head = (header.Sequence, SHA256.HashData(file));
        return StoredObject(header, file, recipient: null);
    }

    private JsonObject OwnWrap() => Wrap(Recipients.Receipt, HybridKey.PublicKeyOf(survivorSeed));

    private JsonObject Wrap(string recipient, byte[] to)
    {
        var header = Header(ObjectKinds.Wrap, 0, new byte[32]);
        byte[] body = [(byte)'C', 0, 0, 0, 0, .. Seed, 1, .. HybridKey.PublicKeyOf(survivorSeed)];
        return StoredObject(header, AgeWriter.Seal(Authenticated(header, body), to), recipient);
    }

    private FrameHeader Header(string kind, int sequence, byte[] previous) => new()
    {
        InstanceId = genesis.InstanceId,
        CaseId = CaseId,
        KeyPair = KeyPairName.C,
        ObjectId = RandomId.New(),
        Kind = kind,
        Author = Authors.Survivor,
        Sequence = sequence,
        Previous = previous,
    };

    private byte[] Authenticated(FrameHeader header, byte[] body)
    {
        var covered = FrameWriter.Encode(header, body, HMACSHA256.HashSizeInBytes);
        return [.. covered, 2, .. HMACSHA256.HashData(mac, (byte[])[.. "casemanager/1 frame"u8, .. covered])];
    }

    private JsonObject Body(JsonNode[] wraps, JsonNode[] objects, string[] consents) => new()
    {
        ["case"] = new JsonObject
        {
            ["id"] = HexId.Write(CaseId),
            ["publicKey"] = Base64Url.EncodeToString(PublicKey),
            ["mode"] = "sealed",
            ["language"] = "en",
        },
        ["receipt"] = new JsonObject
        {
            ["lookupHash"] = Base64Url.EncodeToString(SHA256.HashData(LookupId)),
            ["tokenHash"] = Base64Url.EncodeToString(SHA256.HashData(AuthToken)),
        },
        ["wraps"] = new JsonArray(wraps),
        ["objects"] = new JsonArray(objects),
        ["consents"] = new JsonArray([.. consents.Select(purpose => (JsonNode)purpose)]),
    };

    private static JsonObject StoredObject(FrameHeader header, byte[] file, string? recipient)
    {
        var stored = new JsonObject
        {
            ["objectId"] = HexId.Write(header.ObjectId),
            ["keyPair"] = header.KeyPair.ToString(),
            ["generation"] = header.Generation,
            ["kind"] = header.Kind,
            ["author"] = header.Author,
            ["sequence"] = header.Sequence,
            ["previous"] = Base64Url.EncodeToString(header.Previous),
            ["file"] = Base64Url.EncodeToString(file),
        };
        if (recipient is not null)
        {
            stored["recipient"] = recipient;
        }

        return stored;
    }
}
