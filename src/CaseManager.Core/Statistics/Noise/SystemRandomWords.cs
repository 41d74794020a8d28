using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CaseManager.Core.Statistics.Noise;

/// <summary>Random bits of the operating system.</summary>
public static class SystemRandomWords
{
    /// <summary>The next 64 bits.</summary>
    public static ulong Next()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
