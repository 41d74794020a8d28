using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>The short reference people quote, <c>TD-7F3K-29QX</c>: seven characters that tell nothing and a check character.</summary>
/// <remarks>A hint for people and for systems that strip headers; never proof that an answer belongs to a notice.</remarks>
public static partial class HumanCode
{
    // Crockford's base32: without I, L, O and U.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <param name="mac">At least five bytes; the first 35 bits are used.</param>
    public static string Write(ReadOnlySpan<byte> mac)
    {
        var bits = ((ulong)mac[0] << 32) | ((ulong)mac[1] << 24) | ((ulong)mac[2] << 16) | ((ulong)mac[3] << 8) | mac[4];
        Span<char> characters = stackalloc char[8];
        for (var i = 0; i < 7; i++)
        {
            characters[i] = Alphabet[(int)((bits >> (35 - 5 * i)) & 31)];
        }

        characters[7] = Alphabet[CheckValue(characters[..7])];
        return $"TD-{characters[..4]}-{characters[4..]}";
    }

    /// <summary>Finds a code in a subject or a sentence, in either letter case, with O for 0 and I or L for 1.</summary>
    /// <returns><see langword="false"/> where there is none whose check character is right.</returns>
    public static bool TryFind(string text, [NotNullWhen(true)] out string? code)
    {
        foreach (Match match in Pattern().Matches(text))
        {
            var characters = string.Concat(match.Groups[1].Value, match.Groups[2].Value).ToUpperInvariant()
                .Replace('O', '0').Replace('I', '1').Replace('L', '1');
            if (characters.All(Alphabet.Contains) && Alphabet[CheckValue(characters.AsSpan(0, 7))] == characters[7])
            {
                code = $"TD-{characters[..4]}-{characters[4..]}";
                return true;
            }
        }

        code = null;
        return false;
    }

    // The hybrid scheme of ISO 7064 (as MOD 11,10) over 32 characters: finds every single wrong character.
    private static int CheckValue(ReadOnlySpan<char> characters)
    {
        var product = 32;
        foreach (var character in characters)
        {
            var sum = (product + Alphabet.IndexOf(character, StringComparison.Ordinal)) % 32;
            product = (sum == 0 ? 32 : sum) * 2 % 33;
        }

        return (33 - product) % 32;
    }

    [GeneratedRegex(@"\bTD-([0-9A-Z]{4})-([0-9A-Z]{4})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
