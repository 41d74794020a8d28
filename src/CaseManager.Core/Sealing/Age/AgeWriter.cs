using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CaseManager.Core.Sealing.Age;

/// <summary>Writes age files to hybrid recipients. There is no reader: the server opens nothing.</summary>
/// <remarks>Format: age-encryption.org/v1 (C2SP), recipients <c>mlkem768x25519</c>.</remarks>
public static class AgeWriter
{
    private const int FileKeyLength = 16;
    private const int NonceLength = 16;
    private const int ChunkLength = 65536;
    private const int TagLength = 16;

    /// <summary>Seals a plaintext to 1 to 64 public keys of 1,216 bytes.</summary>
    /// <exception cref="ArgumentException">No recipient, too many, or one that is no hybrid key.</exception>
    public static byte[] Seal(ReadOnlySpan<byte> plaintext, params IReadOnlyList<byte[]> recipients)
    {
        if (recipients.Count is 0 or > AgeHeader.MaximumRecipients)
        {
            throw new ArgumentException("An age file has 1 to 64 recipients.", nameof(recipients));
        }

        Span<byte> fileKey = stackalloc byte[FileKeyLength];
        RandomNumberGenerator.Fill(fileKey);
        try
        {
            return [.. WriteHeader(fileKey, recipients), .. WritePayload(fileKey, plaintext)];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(fileKey);
        }
    }

    private static byte[] WriteHeader(ReadOnlySpan<byte> fileKey, IReadOnlyList<byte[]> recipients)
    {
        var header = new StringBuilder("age-encryption.org/v1\n");
        foreach (var recipient in recipients)
        {
            var (encapsulated, wrapped) = HybridStanza.Wrap(fileKey, recipient);
            header.Append("-> ").Append(AgeHeader.StanzaType).Append(' ').Append(Base64(encapsulated)).Append('\n');
            header.Append(Base64(wrapped)).Append('\n');
        }

        header.Append("---");
        var mac = HMACSHA256.HashData(Derive(fileKey, [], "header"u8), Encoding.ASCII.GetBytes(header.ToString()));
        return Encoding.ASCII.GetBytes(header.Append(' ').Append(Base64(mac)).Append('\n').ToString());
    }

    private static byte[] WritePayload(ReadOnlySpan<byte> fileKey, ReadOnlySpan<byte> plaintext)
    {
        var chunks = Math.Max(1, (plaintext.Length + ChunkLength - 1) / ChunkLength);
        var payload = new byte[NonceLength + plaintext.Length + (chunks * TagLength)];
        var nonce = payload.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new ChaCha20Poly1305(Derive(fileKey, nonce, "payload"u8));
        Span<byte> counter = stackalloc byte[12];
        for (var (chunk, to) = (0, NonceLength); chunk < chunks; chunk++)
        {
            var text = plaintext.Slice(chunk * ChunkLength, Math.Min(ChunkLength, plaintext.Length - (chunk * ChunkLength)));

            // STREAM: eleven bytes of counter, then one that marks the last chunk.
            BinaryPrimitives.WriteInt32BigEndian(counter[7..11], chunk);
            counter[11] = (byte)(chunk == chunks - 1 ? 1 : 0);
            cipher.Encrypt(counter, text, payload.AsSpan(to, text.Length), payload.AsSpan(to + text.Length, TagLength));
            to += text.Length + TagLength;
        }

        return payload;
    }

    private static byte[] Derive(ReadOnlySpan<byte> fileKey, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label)
    {
        var key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, key, salt, label);
        return key;
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');
}
