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
    private readonly byte[] signingSeed;

    public TestKeys()
        : this(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32))
    {
    }

    private TestKeys(byte[] signingSeed, byte[] seed)
    {
        this.signingSeed = signingSeed;
        Seed = seed;
        using var key = Key.Import(SignatureAlgorithm.Ed25519, signingSeed, KeyBlobFormat.RawPrivateKey);
        SigningKey = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        PublicKey = HybridKey.PublicKeyOf(Seed);
    }

    /// <summary>Seed of the hybrid key.</summary>
    public byte[] Seed { get; }

    public byte[] SigningKey { get; }

    public byte[] PublicKey { get; }

    /// <summary>The keys that follow from a staff member's seed.</summary>
    public static TestKeys OfStaff(byte[] seed) => new(Derive(seed, "casemanager/1 staff signing"), Derive(seed, "casemanager/1 staff identity"));

    /// <summary>Signs a document the way browsers do.</summary>
    public SignedDocument Sign(string label, object document) => SignBytes(label, JsonSerializer.SerializeToUtf8Bytes(document));

    public SignedDocument SignBytes(string label, byte[] bytes)
    {
        using var key = Key.Import(SignatureAlgorithm.Ed25519, signingSeed, KeyBlobFormat.RawPrivateKey);
        return new SignedDocument(bytes, SignatureAlgorithm.Ed25519.Sign(key, [.. Encoding.ASCII.GetBytes(label), .. bytes]));
    }

    /// <summary>The keys as a browser posts them: a passphrase and a code on paper open them.</summary>
    public NewStaffKeys Posted(Guid staffId)
    {
        var ways = UsualWays(staffId);
        return new NewStaffKeys
        {
            KeyFile = FileTo(ways),
            Methods = [.. ways.Select(way => way.Method)],
            SigningKey = SigningKey,
            RecipientKey = PublicKey,
        };
    }

    /// <summary>The seed sealed to another passphrase and another paper, in the place of a file, as a browser posts it.</summary>
    public NewUnlockMethods Change(Guid staffId, byte[] replaces) => Change(staffId, replaces, UsualWays(staffId));

    /// <summary>The seed sealed to these ways, in the place of a file.</summary>
    public NewUnlockMethods Change(Guid staffId, byte[] replaces, IReadOnlyList<UnlockWay> ways)
    {
        var file = FileTo(ways);
        return new NewUnlockMethods
        {
            KeyFile = file,
            Methods = [.. ways.Select(way => way.Method)],
            Change = Sign("casemanager/1 unlock change", new
            {
                v = 1,
                user = HexId.Write(staffId),
                replaces = Text(SHA256.HashData(replaces)),
                keyFile = Text(SHA256.HashData(file)),
                methods = ways.Select(way => Text(SHA256.HashData(way.Method.Bytes))),
                at = "2026-03-02T00:00:00Z",
            }),
        };
    }

    /// <summary>A passphrase and a code on paper.</summary>
    public IReadOnlyList<UnlockWay> UsualWays(Guid staffId) => [Way(staffId, "recovery-code"), Way(staffId, "passphrase")];

    /// <summary>A way to unlock.</summary>
    /// <param name="credential">A passkey's credential id.</param>
    public UnlockWay Way(Guid staffId, string method, byte[]? credential = null)
    {
        var unlock = new TestKeys();
        var document = Sign("casemanager/1 unlock method", new
        {
            v = 1,
            user = HexId.Write(staffId),
            method,
            credential = credential is null ? "" : Text(credential),
            salt = method == "passphrase" ? Text(new byte[16]) : null,
            cost = method == "passphrase" ? new { memory = 64 * 1024, passes = 3, lanes = 1 } : null,
            publicKey = Text(unlock.PublicKey),
            at = "2026-03-01T00:00:00Z",
        });
        return new UnlockWay(document, unlock.PublicKey);
    }

    private static byte[] Derive(byte[] seed, string info) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, 32, [], Encoding.ASCII.GetBytes(info));

    private byte[] FileTo(IReadOnlyList<UnlockWay> ways) => AgeWriter.Seal(Seed, [.. ways.Select(way => way.PublicKey)]);

    public static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}

/// <summary>A way to unlock, signed, and the key that the seed is sealed to.</summary>
public sealed record UnlockWay(SignedDocument Method, byte[] PublicKey);
