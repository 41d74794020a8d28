using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using NSec.Cryptography;

namespace CaseManager.TestSupport.Sealing;

/// <summary>An organisation's first keys, made in the test, so that reports can come in and be opened without a browser.</summary>
public sealed class TestGenesis
{
    private readonly byte[] rootSeed = RandomNumberGenerator.GetBytes(32);

    public byte[] InstanceId { get; } = RandomNumberGenerator.GetBytes(16);

    public byte[] Salt { get; } = RandomNumberGenerator.GetBytes(16);

    public byte[] RecoverySeed { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Seed of team epoch 1.</summary>
    public byte[] EpochSeed { get; } = RandomNumberGenerator.GetBytes(32);

    public byte[] RootKey
    {
        get
        {
            using var root = Root();
            return root.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        }
    }

    /// <summary>Stores instance, roster and intake bundle.</summary>
    public async Task InstallAsync(TestDatabase database, CancellationToken cancel)
    {
        await using var context = database.Open();
        context.Add(new Instance
        {
            InstanceId = InstanceId,
            Salt = Salt,
            RootKey = RootKey,
            RecoveryKey = HybridKey.PublicKeyOf(RecoverySeed),
        });
        context.Add(FirstEntry());
        context.Add(Bundle());
        await context.SaveChangesAsync(cancel);
    }

    /// <summary>The roster's first entry: the same bytes at every call.</summary>
    public RosterEntry FirstEntry()
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(new
        {
            v = 1,
            instance = Convert.ToHexStringLower(InstanceId),
            seq = 0,
            previous = Base64Url.EncodeToString(new byte[32]),
            by = Base64Url.EncodeToString(RootKey),
            type = "genesis",
            at = "2026-03-01T00:00:00Z",
            salt = Base64Url.EncodeToString(Salt),
            rootKey = Base64Url.EncodeToString(RootKey),
            recoveryKey = Base64Url.EncodeToString(HybridKey.PublicKeyOf(RecoverySeed)),
        });
        var signature = SignAsRoot("casemanager/1 roster", document);
        return new RosterEntry
        {
            Sequence = 0,
            Bytes = document,
            Signature = signature,
            Hash = SHA256.HashData([.. "casemanager/1 roster hash"u8, .. document, .. signature]),
            StoredAt = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
        };
    }

    /// <summary>Signs a document with the root key.</summary>
    public byte[] SignAsRoot(string label, byte[] document)
    {
        using var root = Root();
        return SignatureAlgorithm.Ed25519.Sign(root, [.. Encoding.ASCII.GetBytes(label), .. document]);
    }

    private IntakeBundle Bundle()
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(new
        {
            v = 1,
            instance = Convert.ToHexStringLower(InstanceId),
            salt = Base64Url.EncodeToString(Salt),
            epoch = 1,
            epochKey = Base64Url.EncodeToString(HybridKey.PublicKeyOf(EpochSeed)),
            recoveryKey = Base64Url.EncodeToString(HybridKey.PublicKeyOf(RecoverySeed)),
            at = "2026-03-01T00:00:00Z",
            by = Base64Url.EncodeToString(RootKey),
        });
        return new IntakeBundle { Epoch = 1, Bundle = document, Signature = SignAsRoot("casemanager/1 intake", document), Certificates = "[]" };
    }

    private Key Root() => Key.Import(SignatureAlgorithm.Ed25519, rootSeed, KeyBlobFormat.RawPrivateKey);
}
