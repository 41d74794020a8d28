using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>Entries that a hostile server would have in the roster, and epoch keys that nobody vouches for.</summary>
public static class RosterLies
{
    private const string At = "2026-03-02T09:00:00Z";

    /// <summary>Public key of the first epoch.</summary>
    public static byte[] EpochKey(IEnumerable<SignedDocument> entries)
    {
        var epoch = entries.Select(entry => JsonNode.Parse(entry.Bytes)!).Single(entry => (string)entry["type"]! == "epoch");
        return Base64Url.DecodeFromChars((string)epoch["publicKey"]!);
    }

    /// <summary>Appends an entry that is right in everything but, perhaps, who signs it.</summary>
    /// <param name="by">Whose key it names; the signer's without.</param>
    public static void Append(JsonNode roster, TestKeys signer, Dictionary<string, object?> content, byte[]? by = null)
    {
        var entries = roster["entries"]!.AsArray();
        var last = entries[^1]!;
        var bytes = Base64Url.DecodeFromChars((string)last["bytes"]!);
        var before = JsonNode.Parse(bytes)!;
        byte[] hashed = [.. "casemanager/1 roster hash"u8, .. bytes, .. Base64Url.DecodeFromChars((string)last["signature"]!)];
        var document = new Dictionary<string, object?>(content)
        {
            ["v"] = 1,
            ["instance"] = (string)before["instance"]!,
            ["seq"] = (int)before["seq"]! + 1,
            ["previous"] = TestKeys.Text(SHA256.HashData(hashed)),
            ["at"] = At,
            ["by"] = TestKeys.Text(by ?? signer.SigningKey),
        };
        var signed = signer.Sign("casemanager/1 roster", document);
        entries.Add(new JsonObject { ["bytes"] = TestKeys.Text(signed.Bytes), ["signature"] = TestKeys.Text(signed.Signature) });
    }

    /// <summary>Admits somebody.</summary>
    public static Dictionary<string, object?> Member(Guid id, TestKeys keys) => new()
    {
        ["type"] = "member",
        ["user"] = HexId.Write(id),
        ["alias"] = "Kestrel",
        ["signingKey"] = TestKeys.Text(keys.SigningKey),
        ["publicKey"] = TestKeys.Text(keys.PublicKey),
        ["officer"] = false,
        ["officerCertificate"] = null,
    };

    /// <summary>Makes an officer of somebody, by a certificate that a stranger signed.</summary>
    public static Dictionary<string, object?> Officer(Guid id, TestKeys keys, TestKeys signer, byte[] by) => new(Member(id, keys))
    {
        ["officer"] = true,
        ["officerCertificate"] = new
        {
            key = TestKeys.Text(keys.SigningKey),
            by = TestKeys.Text(by),
            signature = TestKeys.Text(signer.SignBytes("casemanager/1 officer", keys.SigningKey).Signature),
        },
    };

    public static Dictionary<string, object?> Revoked(Guid id) => new() { ["type"] = "revoked", ["user"] = HexId.Write(id) };

    /// <summary>An epoch key of the server's own, sealed to a member as an officer would.</summary>
    public static string EpochWrap(JsonNode roster, Guid user, TestKeys signer)
    {
        var entries = roster["entries"]!.AsArray().Select(entry => JsonNode.Parse(Base64Url.DecodeFromChars((string)entry!["bytes"]!))!).ToList();
        var member = entries.Single(entry => (string)entry["type"]! == "member" && (string)entry["user"]! == HexId.Write(user));
        var signed = signer.Sign("casemanager/1 epoch key", new
        {
            v = 1,
            instance = (string)member["instance"]!,
            epoch = 1,
            user = HexId.Write(user),
            seed = TestKeys.Text(RandomNumberGenerator.GetBytes(32)),
            at = At,
            by = TestKeys.Text(signer.SigningKey),
        });
        var plaintext = JsonSerializer.SerializeToUtf8Bytes(new { document = TestKeys.Text(signed.Bytes), signature = TestKeys.Text(signed.Signature) });
        return TestKeys.Text(AgeWriter.Seal(plaintext, Base64Url.DecodeFromChars((string)member["publicKey"]!)));
    }

    /// <summary>A sealed seed that is not hers, for whoever has her passphrase.</summary>
    public static string KeyFile(JsonNode keys, Guid user)
    {
        var passphrase = keys["methods"]!.AsArray().Select(Document).Single(one => (string)one["method"]! == "passphrase");
        byte[] plaintext = [.. Encoding.ASCII.GetBytes("casemanager/1 staff key"), .. HexId.Bytes(user), .. RandomNumberGenerator.GetBytes(32)];
        return TestKeys.Text(AgeWriter.Seal(plaintext, Base64Url.DecodeFromChars((string)passphrase["publicKey"]!)));
    }

    /// <summary>Changes what the ways to unlock say, without her signature.</summary>
    public static void ChangeMethods(JsonNode keys, Action<JsonNode> change)
    {
        foreach (var method in keys["methods"]!.AsArray())
        {
            var document = Document(method);
            change(document);
            method!["bytes"] = TestKeys.Text(Encoding.UTF8.GetBytes(document.ToJsonString()));
        }
    }

    private static JsonNode Document(JsonNode? signed) => JsonNode.Parse(Base64Url.DecodeFromChars((string)signed!["bytes"]!))!;
}
