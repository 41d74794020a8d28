using System.Security.Cryptography;

namespace CaseManager.Core.Sealing;

/// <summary>A case's id follows from its key, so nobody can put another key under it.</summary>
public static class CaseIdOf
{
    /// <summary>First 16 bytes of SHA-256(<c>casemanager/1 case</c> ‖ instance id ‖ public key of <c>C</c>, generation 0).</summary>
    public static Guid PublicKey(ReadOnlySpan<byte> instanceId, ReadOnlySpan<byte> publicKey) =>
        HexId.FromBytes(SHA256.HashData([.. "casemanager/1 case"u8, .. instanceId, .. publicKey]).AsSpan(0, 16));
}
