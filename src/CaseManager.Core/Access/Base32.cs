namespace CaseManager.Core.Access;

/// <summary>The base32 alphabet of RFC 4648 without padding, in which authenticator apps take their key.</summary>
public static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <exception cref="FormatException">A character is no base32 digit.</exception>
    public static byte[] Read(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var bits = 0;
        var count = 0;
        foreach (var character in text.TrimEnd('='))
        {
            var value = Alphabet.IndexOf(char.ToUpperInvariant(character), StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException("Not a base32 text.");
            }

            bits = ((bits << 5) | value) & 0xFFF;
            count += 5;
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)((bits >> count) & 0xFF));
            }
        }

        return [.. bytes];
    }
}
