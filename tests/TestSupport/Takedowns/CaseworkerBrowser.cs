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

namespace CaseManager.TestSupport.Takedowns;

/// <summary>Does what a caseworker's browser does around a release: asks for previews, signs, seals the copies, posts.</summary>
public sealed class CaseworkerBrowser(TestGenesis genesis, StaffClient staff) : IDisposable
{
    private readonly Key _key = Key.Create(SignatureAlgorithm.Ed25519);
    private readonly Dictionary<(Guid CaseId, KeyPairName KeyPair), (int Sequence, byte[] Hash)> _heads = [];

    public StaffClient Staff => staff;

    public Guid Id => staff.Id;

    /// <summary>Ed25519 public key.</summary>
    public byte[] SigningKey => _key.PublicKey.Export(KeyBlobFormat.RawPublicKey);

    /// <summary>Asks for the exact previews of both routes.</summary>
    public Task<ApiAnswer> PreviewAsync(SurvivorBrowser her, string[] links, CancellationToken cancel, string regime = "eu-dsa-16", string? authority = null, Guid? follows = null) => PostAsync(
        $"cases/{HexId.Write(her.CaseId)}/releases/preview",
        new JsonObject
        {
            ["links"] = new JsonArray([.. links.Select(link => (JsonNode)link)]),
            ["regime"] = regime,
            ["language"] = "en",
            ["authority"] = authority,
            ["follows"] = follows is { } id ? HexId.Write(id) : null,
            ["noticeIds"] = new JsonObject { ["mail"] = HexId.Write(RandomId.New()), ["form"] = HexId.Write(RandomId.New()), ["draft"] = HexId.Write(RandomId.New()) },
        },
        cancel);

    /// <summary>The statement over what a preview showed of a notice that follows another.</summary>
    public JsonObject FollowingStatement(SurvivorBrowser her, JsonObject preview, DateTimeOffset at, Guid follows, string regime = "eu-dsa-16")
    {
        var statement = Statement(her, preview, at, regime);
        (statement["v"], statement["follows"]) = (3, HexId.Write(follows));
        return statement;
    }

    /// <summary>The statement over what a preview showed; change it before signing to try something.</summary>
    public JsonObject Statement(SurvivorBrowser her, JsonObject preview, DateTimeOffset at, string regime = "eu-dsa-16", string? authority = null) => new()
    {
        ["v"] = 3,
        ["ownWork"] = null,
        ["authority"] = authority,
        ["proposed"] = regime,
        ["instance"] = Convert.ToHexStringLower(genesis.InstanceId),
        ["caseId"] = HexId.Write(her.CaseId),
        ["by"] = HexId.Write(Id),
        ["at"] = at.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["regime"] = regime,
        ["language"] = "en",
        ["links"] = new JsonArray([.. preview["links"]!.AsArray().Select(link => new JsonObject { ["key"] = (string)link!["key"]!, ["url"] = (string)link["url"]! })]),
        ["notices"] = new JsonArray(
        [
            .. preview["previews"]!.AsArray().Select(one => new JsonObject
            {
                ["noticeId"] = (string)one!["noticeId"]!,
                ["route"] = (string)one["route"]!,
                ["previewHash"] = (string)one["hash"]!,
            }),
        ]),
        ["consent"] = "send-links",
        ["adultAtCapture"] = "confirmed",
    };

    /// <summary>Signs a statement, seals a copy for each notice, and makes the body to post.</summary>
    public JsonObject Release(SurvivorBrowser her, JsonObject statement)
    {
        var bytes = Encoding.UTF8.GetBytes(statement.ToJsonString());
        var copies = statement["notices"]!.AsArray().Select(_ => Next(her, KeyPairName.C, ObjectKinds.ReleaseCopy, her.PublicKey));
        return new JsonObject
        {
            ["statement"] = Base64Url.EncodeToString(bytes),
            ["signature"] = Base64Url.EncodeToString(SignatureAlgorithm.Ed25519.Sign(_key, [.. "casemanager/1 release"u8, .. bytes])),
            ["objects"] = new JsonArray([.. copies]),
        };
    }

    /// <summary>The next object of her chain in a case.</summary>
    /// <param name="to">Public key of the key pair.</param>
    public JsonObject Next(SurvivorBrowser her, KeyPairName keyPair, string kind, byte[] to)
    {
        var head = _heads.GetValueOrDefault((her.CaseId, keyPair), (0, new byte[32]));
        var header = new FrameHeader
        {
            InstanceId = genesis.InstanceId,
            CaseId = her.CaseId,
            KeyPair = keyPair,
            ObjectId = RandomId.New(),
            Kind = kind,
            Author = Authors.Staff(Id),
            Sequence = head.Item1 + 1,
            Previous = head.Item2,
        };
        var covered = FrameWriter.Encode(header, "{\"v\":1}"u8.ToArray(), 64);
        var signature = SignatureAlgorithm.Ed25519.Sign(_key, [.. "casemanager/1 frame"u8, .. covered]);
        var file = AgeWriter.Seal([.. covered, 1, .. signature], to);
        _heads[(her.CaseId, keyPair)] = (header.Sequence, SHA256.HashData(file));
        return new JsonObject
        {
            ["objectId"] = HexId.Write(header.ObjectId),
            ["keyPair"] = keyPair.ToString(),
            ["generation"] = 0,
            ["kind"] = kind,
            ["author"] = header.Author,
            ["sequence"] = header.Sequence,
            ["previous"] = Base64Url.EncodeToString(header.Previous),
            ["file"] = Base64Url.EncodeToString(file),
        };
    }

    /// <summary>Posts to the staff API.</summary>
    public async Task<ApiAnswer> PostAsync(string path, JsonNode? body, CancellationToken cancel) =>
        await ReadAsync(await staff.SendAsync(HttpMethod.Post, $"/api/staff/{path}", body, cancel), cancel);

    /// <summary>Reads from the staff API.</summary>
    public async Task<ApiAnswer> GetAsync(string path, CancellationToken cancel) =>
        await ReadAsync(await staff.SendAsync(HttpMethod.Get, $"/api/staff/{path}", null, cancel), cancel);

    public void Dispose()
    {
        _key.Dispose();
        staff.Dispose();
    }

    private static async Task<ApiAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(cancel);
            return new ApiAnswer((int)answer.StatusCode, text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!, answer.Headers);
        }
    }
}
