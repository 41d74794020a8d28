using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>Base32 of RFC 4648 in lower case without padding: survives mail systems that change letter case.</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    internal static string Write(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        int buffer = 0, bits = 0;
        foreach (var value in bytes)
        {
            buffer = ((buffer << 8) | value) & 0xFFF;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            }
        }

        return bits > 0 ? text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString() : text.ToString();
    }

    /// <returns><see langword="false"/> for another length, another letter, or spare bits that are not zero.</returns>
    internal static bool TryRead(string text, int length, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length != (length * 8 + 4) / 5)
        {
            return false;
        }

        var read = new byte[length];
        int buffer = 0, bits = 0, at = 0;
        foreach (var letter in text)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            buffer = ((buffer << 5) | value) & 0xFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                read[at++] = (byte)((buffer >> bits) & 0xFF);
            }
        }

        if ((buffer & ((1 << bits) - 1)) != 0)
        {
            return false;
        }

        bytes = read;
        return true;
    }
}
