using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaseManager.Core.Access;

/// <summary>Time-based one-time codes (RFC 6238): HMAC-SHA-1, 30 seconds, six digits, as every authenticator app makes them.</summary>
public static class Totp
{
    private const int StepSeconds = 30;

    /// <summary>The step a moment lies in.</summary>
    public static long Step(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The six digits of a step.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 with SHA-1 is what authenticator apps understand.")]
    public static string Code(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(key, counter, mac);

        // RFC 4226, 5.3: the last four bits say where the number starts.
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac[(mac[^1] & 0xF)..]) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step a typed code belongs to: the current one, the one before, or the one after (clocks differ).</summary>
    /// <returns><see langword="null"/> when it belongs to none of them.</returns>
    public static long? FindStep(ReadOnlySpan<byte> key, string typed, DateTimeOffset now)
    {
        var digits = Encoding.UTF8.GetBytes(string.Concat(typed.Where(character => !char.IsWhiteSpace(character))));
        long? found = null;
        for (var step = Step(now) - 1; step <= Step(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(digits, Encoding.UTF8.GetBytes(Code(key, step))))
            {
                found = step;
            }
        }

        return found;
    }
}
