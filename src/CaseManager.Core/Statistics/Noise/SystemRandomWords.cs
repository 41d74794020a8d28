using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CaseManager.Core.Statistics.Noise;

/// <summary>Random bits of the operating system, fetched in blocks; each word is given once and wiped.</summary>
public static class SystemRandomWords
{
    private const int Block = 4_096;

    [ThreadStatic]
    private static byte[]? bytes;

    [ThreadStatic]
    private static int left;

    /// <summary>The next 64 bits.</summary>
    public static ulong Next()
    {
        bytes ??= new byte[Block];
        if (left == 0)
        {
            RandomNumberGenerator.Fill(bytes);
            left = Block;
        }

        left -= sizeof(ulong);
        var word = bytes.AsSpan(left, sizeof(ulong));
        var value = BinaryPrimitives.ReadUInt64BigEndian(word);
        word.Clear();
        return value;
    }
}
