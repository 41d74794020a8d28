using System.Diagnostics.CodeAnalysis;

namespace CaseManager.Core;

/// <summary>The written form of an identifier: 32 lower-case hexadecimal characters, big-endian.</summary>
public static class HexId
{
    public static string Write(Guid id) => id.ToString("N");

    /// <returns><see langword="false"/> for anything but exactly 32 lower-case hexadecimal characters.</returns>
    public static bool TryRead([NotNullWhen(true)] string? text, out Guid id)
    {
        id = Guid.Empty;
        return text is { Length: 32 } && !text.Any(char.IsAsciiLetterUpper) && Guid.TryParseExact(text, "N", out id);
    }

    /// <summary>The 16 bytes in the order they are written.</summary>
    public static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    /// <summary>The identifier of 16 bytes.</summary>
    public static Guid FromBytes(ReadOnlySpan<byte> bytes) => new(bytes, bigEndian: true);
}
