using System.Buffers;

namespace CaseManager.Core.Sealing.Age;

/// <summary>The readable front of an age file, checked without opening it: hybrid recipients only, at most 64.</summary>
/// <remarks>Format: age-encryption.org/v1 (C2SP). Every line has one possible length, so nothing else fits between version and MAC.</remarks>
/// <param name="Length">Bytes up to and with the line feed after the MAC.</param>
/// <param name="Recipients">From 1 to 64.</param>
public sealed record AgeHeader(int Length, int Recipients)
{
    /// <summary>The most recipients a file may have.</summary>
    public const int MaximumRecipients = 64;

    /// <summary>The only stanza type there is here: X-Wing.</summary>
    public const string StanzaType = "mlkem768x25519";

    private const int EncapsulatedLength = 1494; // 1,120 bytes in base64 without padding
    private const int WrappedFileKeyLength = 43; // 32 bytes
    private const int NonceLength = 16;
    private const int ChunkLength = 65536;
    private const int TagLength = 16;

    private static readonly SearchValues<byte> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>Reads the header and holds the file's length against it.</summary>
    /// <exception cref="RefusedException">It is no age file of ours: <c>not-an-age-file</c>, <c>foreign-stanza</c>, <c>recipients</c>, <c>truncated</c>.</exception>
    public static AgeHeader Read(ReadOnlySpan<byte> file)
    {
        var version = "age-encryption.org/v1\n"u8;
        if (!file.StartsWith(version))
        {
            throw new RefusedException("not-an-age-file");
        }

        var position = version.Length;
        var recipients = 0;
        while (true)
        {
            var line = NextLine(file, ref position);
            if (IsMac(line))
            {
                return recipients > 0 ? new AgeHeader(position, recipients) : throw new RefusedException("recipients");
            }

            if (recipients == MaximumRecipients)
            {
                throw new RefusedException("recipients");
            }

            CheckStanza(line);
            if (!IsBase64(NextLine(file, ref position), WrappedFileKeyLength))
            {
                throw new RefusedException("not-an-age-file");
            }

            recipients++;
        }
    }

    /// <summary>How long the plaintext of a file of this length is.</summary>
    /// <exception cref="RefusedException"><c>truncated</c>: no plaintext gives a file of this length.</exception>
    public int PlaintextLength(int fileLength)
    {
        var sealedLength = fileLength - Length - NonceLength;
        var lastChunk = sealedLength % (ChunkLength + TagLength);
        var chunks = sealedLength / (ChunkLength + TagLength) + (lastChunk > 0 ? 1 : 0);
        var lastIsEmpty = lastChunk == TagLength && chunks > 1;
        return sealedLength >= TagLength && lastChunk is 0 or >= TagLength && !lastIsEmpty
            ? sealedLength - (chunks * TagLength)
            : throw new RefusedException("truncated");
    }

    private static ReadOnlySpan<byte> NextLine(ReadOnlySpan<byte> file, ref int position)
    {
        // No line of ours is longer than a stanza's first.
        var rest = file.Slice(position, Math.Min(2048, file.Length - position));
        var length = rest.IndexOf((byte)'\n');
        if (length < 0)
        {
            throw new RefusedException("not-an-age-file");
        }

        position += length + 1;
        return rest[..length];
    }

    private static bool IsMac(ReadOnlySpan<byte> line) =>
        line.StartsWith("--- "u8) && IsBase64(line[4..], WrappedFileKeyLength);

    private static void CheckStanza(ReadOnlySpan<byte> line)
    {
        var start = "-> mlkem768x25519 "u8;
        if (!line.StartsWith(start))
        {
            throw new RefusedException(line.StartsWith("-> "u8) ? "foreign-stanza" : "not-an-age-file");
        }

        if (!IsBase64(line[start.Length..], EncapsulatedLength))
        {
            throw new RefusedException("not-an-age-file");
        }
    }

    private static bool IsBase64(ReadOnlySpan<byte> text, int length) =>
        text.Length == length && !text.ContainsAnyExcept(Base64) && HasNoSpareBits(text);

    /// <summary>The one spelling: bits of the last character that belong to no byte are zero.</summary>
    private static bool HasNoSpareBits(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> ends = (text.Length % 4) switch { 2 => "AQgw"u8, 3 => "AEIMQUYcgkosw048"u8, _ => [] };
        return ends.Contains(text[^1]);
    }
}
