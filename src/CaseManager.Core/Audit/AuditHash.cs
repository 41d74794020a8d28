using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CaseManager.Core.Audit;

/// <summary>The hash that makes an event a link of its chain.</summary>
/// <remarks>
/// SHA-256 over the ASCII label <c>casemanager/1 audit</c>, the chain's 16 bytes, the sequence (u32), the hash before (32 bytes),
/// the moment in milliseconds since 1970 (i64), then type, actor and data, each as its length in bytes (u32) and its UTF-8.
/// Integers are big-endian.
/// </remarks>
public static class AuditHash
{
    /// <summary>Hash before the first event: 32 zero bytes.</summary>
    public static byte[] None => new byte[32];

    public static byte[] Of(Guid chainId, int sequence, byte[] previous, DateTimeOffset at, string type, string actor, string data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("casemanager/1 audit"u8);
        hash.AppendData(HexId.Bytes(chainId));
        AppendInteger(hash, sequence);
        hash.AppendData(previous);
        Span<byte> moment = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, at.ToUnixTimeMilliseconds());
        hash.AppendData(moment);
        AppendText(hash, type);
        AppendText(hash, actor);
        AppendText(hash, data);
        return hash.GetHashAndReset();
    }

    private static void AppendText(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        AppendInteger(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void AppendInteger(IncrementalHash hash, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        hash.AppendData(bytes);
    }
}
