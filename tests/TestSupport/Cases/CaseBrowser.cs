using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Frames;
using CaseManager.TestSupport.Sealing;
using NSec.Cryptography;

namespace CaseManager.TestSupport.Cases;

/// <summary>Does what a caseworker's browser does in one case: signed frames in her chains, the notes key, wraps.</summary>
public sealed class CaseBrowser(TestGenesis genesis, StaffClient staff, Guid caseId, byte[] publicKey) : IDisposable
{
    private readonly Key _key = Key.Create(SignatureAlgorithm.Ed25519);
    private readonly byte[] _notesSeed = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<KeyPairName, (int Sequence, byte[] Hash)> _heads = [];

    public Guid CaseId => caseId;

    public StaffClient Staff => staff;

    /// <summary>Seed of the notes key this browser would make.</summary>
    public byte[] NotesSeed => _notesSeed;

    /// <summary>The next object of her chain under a key pair.</summary>
    public JsonObject Next(KeyPairName keyPair, string kind, string body = "{\"v\":1}", int generation = 0)
    {
        var (sequence, previous) = _heads.GetValueOrDefault(keyPair, (0, new byte[32]));
        var header = Header(keyPair, kind, sequence + 1, previous) with { Generation = generation };
        var file = Seal(header, Encoding.UTF8.GetBytes(body), keyPair is KeyPairName.C ? publicKey : HybridKey.PublicKeyOf(_notesSeed));
        _heads[keyPair] = (header.Sequence, SHA256.HashData(file));
        return Stored(header, file, recipient: null);
    }

    /// <summary>What is posted to give the case its notes key.</summary>
    public JsonObject NotesKey() => new()
    {
        ["publicKey"] = Base64Url.EncodeToString(HybridKey.PublicKeyOf(_notesSeed)),
        ["announcement"] = Next(KeyPairName.C, ObjectKinds.Announcement),
        ["wraps"] = new JsonArray(
        [
            Wrap(KeyPairName.N, _notesSeed, Recipients.Epoch(1), HybridKey.PublicKeyOf(genesis.EpochSeed)),
            Wrap(KeyPairName.N, _notesSeed, Recipients.Recovery, HybridKey.PublicKeyOf(genesis.RecoverySeed)),
            Wrap(KeyPairName.N, _notesSeed, Recipients.Staff(staff.Id), HybridKey.PublicKeyOf(RandomNumberGenerator.GetBytes(32))),
        ]),
    };

    /// <summary>The next generation of a key pair, announced under the first.</summary>
    public JsonObject NextKey(KeyPairName keyPair, byte[] seed) => new()
    {
        ["keyPair"] = keyPair.ToString(),
        ["generation"] = 1,
        ["publicKey"] = Base64Url.EncodeToString(HybridKey.PublicKeyOf(seed)),
        ["announcement"] = Next(keyPair, ObjectKinds.Announcement),
    };

    /// <summary>Wraps of every generation of a key pair for these recipients; nobody opens them in these tests.</summary>
    public IEnumerable<JsonObject> Wraps(KeyPairName keyPair, int generations, params IReadOnlyList<string> recipients) =>
        from generation in Enumerable.Range(0, generations)
        from recipient in recipients
        select Wrap(keyPair, new byte[32], recipient, HybridKey.PublicKeyOf(genesis.RecoverySeed), generation);

    /// <summary>Posts new keys and wraps.</summary>
    public async Task<ApiAnswer> PutKeysAsync(int epoch, IEnumerable<JsonObject> keys, IEnumerable<JsonObject> wraps, CancellationToken cancel)
    {
        var body = new JsonObject { ["epoch"] = epoch, ["keys"] = new JsonArray([.. keys]), ["wraps"] = new JsonArray([.. wraps]) };
        return await StaffAnswer.ReadAsync(await staff.SendAsync(HttpMethod.Put, $"/api/staff/cases/{HexId.Write(caseId)}/keys", body, cancel), cancel);
    }

    /// <summary>A wrap of a key of this case, by her.</summary>
    public JsonObject Wrap(KeyPairName keyPair, byte[] seed, string recipient, byte[] to, int generation = 0)
    {
        var header = Header(keyPair, ObjectKinds.Wrap, 0, new byte[32]) with { Generation = generation };
        return Stored(header, Seal(header, [(byte)keyPair.ToString()[0], 0, 0, 0, 0, .. seed, 0], to), recipient);
    }

    /// <summary>Posts objects to an address below the case.</summary>
    public Task<ApiAnswer> PostObjectsAsync(string path, CancellationToken cancel, params JsonObject[] objects) =>
        PostAsync(path, new JsonObject { ["objects"] = new JsonArray([.. objects]) }, cancel);

    /// <summary>Posts to an address below the case.</summary>
    public async Task<ApiAnswer> PostAsync(string path, JsonNode? body, CancellationToken cancel) =>
        await StaffAnswer.ReadAsync(await staff.SendAsync(HttpMethod.Post, $"/api/staff/cases/{HexId.Write(caseId)}/{path}", body, cancel), cancel);

    /// <summary>Reads the case.</summary>
    public async Task<ApiAnswer> GetAsync(CancellationToken cancel) =>
        await StaffAnswer.ReadAsync(await staff.SendAsync(HttpMethod.Get, $"/api/staff/cases/{HexId.Write(caseId)}", null, cancel), cancel);

    public void Dispose() => _key.Dispose();

    private FrameHeader Header(KeyPairName keyPair, string kind, int sequence, byte[] previous) => new()
    {
        InstanceId = genesis.InstanceId,
        CaseId = caseId,
        KeyPair = keyPair,
        ObjectId = RandomId.New(),
        Kind = kind,
        Author = Authors.Staff(staff.Id),
        Sequence = sequence,
        Previous = previous,
    };

    private byte[] Seal(FrameHeader header, byte[] body, byte[] to)
    {
        var covered = FrameWriter.Encode(header, body, 64);
        var signature = SignatureAlgorithm.Ed25519.Sign(_key, [.. "casemanager/1 frame"u8, .. covered]);
        return AgeWriter.Seal([.. covered, 1, .. signature], to);
    }

    private static JsonObject Stored(FrameHeader header, byte[] file, string? recipient)
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
