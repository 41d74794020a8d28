using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace CaseManager.Local.Practice;

/// <summary>The code that an authenticator app would show (RFC 6238: SHA-1, 30 seconds, 6 digits).</summary>
public static class TotpCode
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <param name="key">The shared key in base32 (RFC 4648), spaces and case do not matter.</param>
    /// <exception cref="FormatException">A character does not belong to base32.</exception>
    public static string At(string key, DateTimeOffset moment)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, moment.ToUnixTimeSeconds() / (long)Step.TotalSeconds);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The standard that authenticator apps follow.
        HMACSHA1.HashData(BytesOf(key), counter, hash);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        return (truncated % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>How long the code of this moment still counts.</summary>
    public static TimeSpan Left(DateTimeOffset moment) => Step - TimeSpan.FromTicks(moment.UtcTicks % Step.Ticks);

    private static byte[] BytesOf(string key)
    {
        List<byte> bytes = [];
        var (bits, value) = (0, 0);
        foreach (var character in key.ToUpperInvariant().Where(character => character is not (' ' or '-' or '=')))
        {
            var digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
            {
                throw new FormatException("The key of an authenticator is written in base32.");
            }

            (bits, value) = (bits + 5, ((value << 5) | digit) & 0xfff);
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)((value >> bits) & 0xff));
            }
        }

        return [.. bytes];
    }
}
