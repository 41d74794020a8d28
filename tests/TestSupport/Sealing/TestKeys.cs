using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Age;
using NSec.Cryptography;

namespace CaseManager.TestSupport.Sealing;

/// <summary>A staff member's keys, or the root's, as a browser would hold them.</summary>
public sealed class TestKeys
{
    private readonly byte[] signingSeed = RandomNumberGenerator.GetBytes(32);

    public TestKeys()
    {
        using var key = Key.Import(SignatureAlgorithm.Ed25519, signingSeed, KeyBlobFormat.RawPrivateKey);
        SigningKey = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        PublicKey = HybridKey.PublicKeyOf(Seed);
    }

    /// <summary>Seed of the hybrid key.</summary>
    public byte[] Seed { get; } = RandomNumberGenerator.GetBytes(32);

    public byte[] SigningKey { get; }

    public byte[] PublicKey { get; }

    /// <summary>Signs a document the way browsers do.</summary>
    public SignedDocument Sign(string label, object document) => SignBytes(label, JsonSerializer.SerializeToUtf8Bytes(document));

    public SignedDocument SignBytes(string label, byte[] bytes)
    {
        using var key = Key.Import(SignatureAlgorithm.Ed25519, signingSeed, KeyBlobFormat.RawPrivateKey);
        return new SignedDocument(bytes, SignatureAlgorithm.Ed25519.Sign(key, [.. Encoding.ASCII.GetBytes(label), .. bytes]));
    }

    /// <summary>The keys as a browser posts them, with one way to unlock.</summary>
    public NewStaffKeys Posted(Guid staffId)
    {
        var unlock = new TestKeys();
        return new NewStaffKeys
        {
            KeyFile = AgeWriter.Seal(Seed, unlock.PublicKey),
            Methods = [Method(staffId, unlock)],
            SigningKey = SigningKey,
            RecipientKey = PublicKey,
        };
    }

    /// <summary>The seed sealed to another way to unlock, in the place of a file, as a browser posts it.</summary>
    public NewUnlockMethods Change(Guid staffId, byte[] replaces)
    {
        var unlock = new TestKeys();
        var file = AgeWriter.Seal(Seed, unlock.PublicKey);
        var method = Method(staffId, unlock);
        return new NewUnlockMethods
        {
            KeyFile = file,
            Methods = [method],
            Change = Sign("casemanager/1 unlock change", new
            {
                v = 1,
                user = HexId.Write(staffId),
                replaces = Text(SHA256.HashData(replaces)),
                keyFile = Text(SHA256.HashData(file)),
                methods = new[] { Text(SHA256.HashData(method.Bytes)) },
                at = "2026-03-02T00:00:00Z",
            }),
        };
    }

    public static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private SignedDocument Method(Guid staffId, TestKeys unlock) => Sign("casemanager/1 unlock method", new
    {
        v = 1,
        user = HexId.Write(staffId),
        method = "recovery-code",
        credential = "",
        salt = (string?)null,
        cost = (object?)null,
        publicKey = Text(unlock.PublicKey),
        at = "2026-03-01T00:00:00Z",
    });
}
