using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using CaseManager.Core.Sealing.Frames;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>Seals what a server could seal: it knows every public key and nobody's secret.</summary>
public sealed class Forger(byte[] instanceId, Guid caseId)
{
    /// <summary>Stands in everything that is forged, and may never stand on a page.</summary>
    public const string Text = "Only the server wrote this.";

    private const string At = "2026-03-02T09:00:00Z";

    /// <summary>The body of a message.</summary>
    public static byte[] Message => JsonSerializer.SerializeToUtf8Bytes(new { v = 1, text = Text, at = At });

    /// <summary>The body of a document that asks her for a paper.</summary>
    public static byte[] Asking => JsonSerializer.SerializeToUtf8Bytes(new { v = 1, type = "asked", what = "other", text = Text, at = At });

    /// <summary>An object in somebody's name.</summary>
    /// <param name="end">Where that author's chain ends, so that nothing but the authenticator is wrong.</param>
    /// <param name="to">The public key it is sealed to.</param>
    /// <param name="signer">Whose signature it carries, where the author is staff; a stranger's without.</param>
    public JsonObject Frame(string author, string kind, byte[] body, (int Sequence, byte[] Hash) end, byte[] to, TestKeys? signer = null) =>
        Stored(HeaderOf(author, KeyPairName.C, kind) with { Sequence = end.Sequence + 1, Previous = end.Hash }, body, to, signer);

    /// <summary>A wrap in somebody's name.</summary>
    /// <param name="receiptKey">Public key of a receipt that it names.</param>
    /// <param name="mac">Her MAC key, where the server has one.</param>
    public JsonObject Wrap(
        string author, KeyPairName keyPair, byte[] seed, string recipient, byte[] to, int generation = 0, byte[]? receiptKey = null, TestKeys? signer = null, byte[]? mac = null)
    {
        byte[] body = [(byte)keyPair.ToString()[0], .. BigEndian(generation), .. seed, (byte)(receiptKey is null ? 0 : 1), .. receiptKey ?? []];
        var stored = Stored(HeaderOf(author, keyPair, ObjectKinds.Wrap) with { Generation = generation }, body, to, signer, mac);
        stored["recipient"] = recipient;
        return stored;
    }

    /// <summary>The body of an announcement.</summary>
    public static byte[] Announcement(KeyPairName keyPair, int generation, byte[] publicKey) =>
        [(byte)keyPair.ToString()[0], .. BigEndian(generation), .. publicKey];

    private FrameHeader HeaderOf(string author, KeyPairName keyPair, string kind) => new()
    {
        InstanceId = instanceId,
        CaseId = caseId,
        KeyPair = keyPair,
        ObjectId = RandomId.New(),
        Kind = kind,
        Author = author,
        Sequence = 0,
        Previous = new byte[32],
    };

    private static JsonObject Stored(FrameHeader header, byte[] body, byte[] to, TestKeys? signer, byte[]? mac = null)
    {
        var file = AgeWriter.Seal(Authenticated(header, body, signer ?? new TestKeys(), mac ?? RandomNumberGenerator.GetBytes(32)), to);
        return new JsonObject
        {
            ["objectId"] = HexId.Write(header.ObjectId),
            ["keyPair"] = header.KeyPair.ToString(),
            ["generation"] = header.Generation,
            ["kind"] = header.Kind,
            ["author"] = header.Author,
            ["sequence"] = header.Sequence,
            ["previous"] = Base64Url.EncodeToString(header.Previous),
            ["file"] = Base64Url.EncodeToString(file),
            ["hash"] = Base64Url.EncodeToString(SHA256.HashData(file)),
            ["receivedAt"] = At,
        };
    }

    private static byte[] Authenticated(FrameHeader header, byte[] body, TestKeys signer, byte[] mac)
    {
        var label = "casemanager/1 frame";
        if (header.Author == Authors.Server)
        {
            return [.. FrameWriter.Encode(header, body, 0), 0];
        }

        if (header.Author == Authors.Survivor)
        {
            var hers = FrameWriter.Encode(header, body, HMACSHA256.HashSizeInBytes);
            return [.. hers, 2, .. HMACSHA256.HashData(mac, (byte[])[.. Encoding.ASCII.GetBytes(label), .. hers])];
        }

        var covered = FrameWriter.Encode(header, body, 64);
        return [.. covered, 1, .. signer.SignBytes(label, covered).Signature];
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
