using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CaseManager.Core;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;

namespace CaseManager.TestSupport.Sealing;

/// <summary>The roster of a test's organisation: its root admits people one after the other.</summary>
public sealed class TestRoster(TestGenesis genesis, TestDatabase database)
{
    private int _next = 1;
    private byte[] _hash = genesis.FirstEntry().Hash;

    /// <summary>Admits a person with a signing key.</summary>
    public async Task AdmitAsync(Guid staffId, byte[] signingKey, CancellationToken cancel)
    {
        await using var context = database.Open();
        context.Add(Sign(new
        {
            v = 1,
            instance = Convert.ToHexStringLower(genesis.InstanceId),
            seq = _next,
            previous = Base64Url.EncodeToString(_hash),
            at = "2026-01-01T00:00:00.000Z",
            by = Base64Url.EncodeToString(genesis.RootKey),
            type = "member",
            user = HexId.Write(staffId),
            alias = "Somebody",
            signingKey = Base64Url.EncodeToString(signingKey),
            publicKey = Base64Url.EncodeToString(HybridKey.PublicKeyOf(RandomNumberGenerator.GetBytes(32))),
            officer = false,
            officerCertificate = (object?)null,
        }));
        await context.SaveChangesAsync(cancel);
    }

    private RosterEntry Sign(object document)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document);
        var signature = genesis.SignAsRoot("casemanager/1 roster", bytes);
        _hash = SHA256.HashData([.. "casemanager/1 roster hash"u8, .. bytes, .. signature]);
        return new RosterEntry { Sequence = _next++, Bytes = bytes, Signature = signature, Hash = _hash, StoredAt = DateTimeOffset.UnixEpoch };
    }
}
