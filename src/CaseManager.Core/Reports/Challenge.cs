using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using CaseManager.Core.Sealing.AtRest;

namespace CaseManager.Core.Reports;

/// <summary>A proof-of-work challenge: signed, bound to the bytes that will be posted, kept nowhere until it is spent.</summary>
/// <remarks>
/// 89 bytes: id 16, expiry in Unix seconds (u64), difficulty (u8), SHA-256 of the body 32, HMAC-SHA-256 32.
/// Integers are big-endian. The proof is a u64 so that SHA-256(challenge ‖ proof) starts with <see cref="Difficulty"/> zero bits.
/// </remarks>
public sealed record Challenge(Guid Id, DateTimeOffset ExpiresAt, int Difficulty, byte[] BodyHash)
{
    /// <summary>How long a challenge can be answered.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Bytes of a challenge.</summary>
    public const int Length = SignedLength + HMACSHA256.HashSizeInBytes;

    private const int SignedLength = 16 + 8 + 1 + SHA256.HashSizeInBytes;

    /// <summary>The challenge as it is handed out.</summary>
    public byte[] Write(KeyFolder keys)
    {
        var bytes = new byte[Length];
        HexId.Bytes(Id).CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), ExpiresAt.ToUnixTimeSeconds());
        bytes[24] = (byte)Difficulty;
        BodyHash.CopyTo(bytes, 25);
        Mac(keys, bytes.AsSpan(0, SignedLength)).CopyTo(bytes, SignedLength);
        return bytes;
    }

    /// <returns><see langword="null"/> unless this program signed it.</returns>
    public static Challenge? Read(ReadOnlySpan<byte> bytes, KeyFolder keys) =>
        bytes.Length == Length && CryptographicOperations.FixedTimeEquals(bytes[SignedLength..], Mac(keys, bytes[..SignedLength]))
            ? new Challenge(
                HexId.FromBytes(bytes[..16]),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[16..])),
                bytes[24],
                bytes[25..SignedLength].ToArray())
            : null;

    /// <summary>Zero bits in front of SHA-256(challenge ‖ proof).</summary>
    public static int ZeroBits(ReadOnlySpan<byte> challenge, ulong proof)
    {
        Span<byte> input = stackalloc byte[Length + 8];
        challenge.CopyTo(input);
        BinaryPrimitives.WriteUInt64BigEndian(input[challenge.Length..], proof);
        var hash = SHA256.HashData(input[..(challenge.Length + 8)]);
        var zeroBytes = hash.AsSpan().IndexOfAnyExcept((byte)0);
        return zeroBytes < 0 ? hash.Length * 8 : (zeroBytes * 8) + BitOperations.LeadingZeroCount((uint)hash[zeroBytes]) - 24;
    }

    private static byte[] Mac(KeyFolder keys, ReadOnlySpan<byte> covered) =>
        HMACSHA256.HashData(keys.Challenges, [.. "casemanager/1 challenge"u8, .. covered]);
}
