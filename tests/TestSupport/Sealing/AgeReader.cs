using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace CaseManager.TestSupport.Sealing;

/// <summary>Opens age files with a hybrid seed. The product has no such thing.</summary>
public static partial class AgeReader
{
    private const int ChunkLength = 65536;
    private const int TagLength = 16;

    /// <returns><see langword="null"/> when the file is not for this seed.</returns>
    /// <exception cref="CryptographicException">The file is damaged.</exception>
    public static byte[]? Open(ReadOnlySpan<byte> file, ReadOnlySpan<byte> seed)
    {
        var headerEnd = file.IndexOf("\n--- "u8) + 4;
        var lines = Encoding.ASCII.GetString(file[..headerEnd]).Split('\n');
        var macEnd = headerEnd + file[headerEnd..].IndexOf((byte)'\n');
        for (var line = 1; line + 1 < lines.Length; line += 2)
        {
            if (FileKey(Base64(lines[line].Split(' ')[2]), Base64(lines[line + 1]), seed) is not { } fileKey)
            {
                continue;
            }

            var mac = HMACSHA256.HashData(Derive(fileKey, [], "header"u8), file[..headerEnd]);
            if (!mac.AsSpan().SequenceEqual(Base64(Encoding.ASCII.GetString(file[(headerEnd + 1)..macEnd]))))
            {
                throw new CryptographicException("The header was changed.");
            }

            return Payload(fileKey, file[(macEnd + 1)..]);
        }

        return null;
    }

    private static byte[]? FileKey(byte[] encapsulated, byte[] wrapped, ReadOnlySpan<byte> seed)
    {
        var shared = new byte[32];
        if (Decapsulate(shared, encapsulated, seed) != 0)
        {
            return null;
        }

        byte[] suite = [.. "HPKE"u8, 0x64, 0x7a, 0x00, 0x01, 0x00, 0x03];
        byte[] Extract(byte[] salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> input) =>
            HKDF.Extract(HashAlgorithmName.SHA256, [.. "HPKE-v1"u8, .. suite, .. label, .. input], salt);
        byte[] context = [0, .. Extract([], "psk_id_hash"u8, []), .. Extract([], "info_hash"u8, "age-encryption.org/mlkem768x25519"u8)];
        var secret = Extract(shared, "secret"u8, []);
        byte[] Expand(ReadOnlySpan<byte> label, int length) => HKDF.Expand(
            HashAlgorithmName.SHA256, secret, length, [0, (byte)length, .. "HPKE-v1"u8, .. suite, .. label, .. context]);

        var fileKey = new byte[16];
        using var cipher = new ChaCha20Poly1305(Expand("key"u8, 32));
        try
        {
            cipher.Decrypt(Expand("base_nonce"u8, 12), wrapped.AsSpan(0, 16), wrapped.AsSpan(16), fileKey);
            return fileKey;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Payload(byte[] fileKey, ReadOnlySpan<byte> payload)
    {
        using var cipher = new ChaCha20Poly1305(Derive(fileKey, payload[..16].ToArray(), "payload"u8));
        var rest = payload[16..];
        var plaintext = new List<byte>();
        var nonce = new byte[12];
        for (var chunk = 0; rest.Length > 0; chunk++)
        {
            var length = Math.Min(ChunkLength + TagLength, rest.Length);
            BinaryPrimitives.WriteInt32BigEndian(nonce.AsSpan(7), chunk);
            nonce[11] = (byte)(length == rest.Length ? 1 : 0);
            var text = new byte[length - TagLength];
            cipher.Decrypt(nonce, rest[..(length - TagLength)], rest[(length - TagLength)..length], text);
            plaintext.AddRange(text);
            rest = rest[length..];
        }

        return [.. plaintext];
    }

    private static byte[] Derive(byte[] fileKey, byte[] salt, ReadOnlySpan<byte> label) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, 32, salt, label.ToArray());

    private static byte[] Base64(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));

    [LibraryImport("libsodium", EntryPoint = "crypto_kem_xwing_dec")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Decapsulate(Span<byte> shared, ReadOnlySpan<byte> encapsulated, ReadOnlySpan<byte> seed);
}
