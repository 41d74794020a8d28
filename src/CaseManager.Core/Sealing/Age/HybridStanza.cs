using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CaseManager.Core.Sealing.Age;

/// <summary>Wraps a file key to one hybrid recipient: HPKE (RFC 9180) in base mode, single shot, X-Wing, HKDF-SHA-256, ChaCha20-Poly1305.</summary>
internal static class HybridStanza
{
    private const int CiphertextLength = 1120;

    // "HPKE", KEM 0x647a (X-Wing), KDF 0x0001, AEAD 0x0003.
    private static readonly byte[] Suite = [.. "HPKE"u8, 0x64, 0x7a, 0x00, 0x01, 0x00, 0x03];

    private static readonly byte[] Context =
    [
        0x00,
        .. Extract([], "psk_id_hash"u8, []),
        .. Extract([], "info_hash"u8, "age-encryption.org/mlkem768x25519"u8),
    ];

    /// <returns>The encapsulated key, 1,120 bytes, and the wrapped file key, 32 bytes.</returns>
    public static (byte[] Encapsulated, byte[] Wrapped) Wrap(ReadOnlySpan<byte> fileKey, byte[] recipient)
    {
        if (recipient.Length != HybridKey.PublicKeyLength)
        {
            throw new ArgumentException("A hybrid public key has 1,216 bytes.", nameof(recipient));
        }

        var encapsulated = new byte[CiphertextLength];
        Span<byte> shared = stackalloc byte[32];
        Sodium.XWingEncapsulate(encapsulated, shared, recipient);

        var secret = Extract(shared, "secret"u8, []);
        var key = Expand(secret, "key"u8, 32);
        var nonce = Expand(secret, "base_nonce"u8, 12);
        var wrapped = new byte[fileKey.Length + 16];
        using var cipher = new ChaCha20Poly1305(key);
        cipher.Encrypt(nonce, fileKey, wrapped.AsSpan(0, fileKey.Length), wrapped.AsSpan(fileKey.Length));
        CryptographicOperations.ZeroMemory(shared);
        CryptographicOperations.ZeroMemory(key);
        return (encapsulated, wrapped);
    }

    private static byte[] Extract(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> input)
    {
        var prk = new byte[32];
        HKDF.Extract(HashAlgorithmName.SHA256, [.. "HPKE-v1"u8, .. Suite, .. label, .. input], salt, prk);
        return prk;
    }

    private static byte[] Expand(byte[] secret, ReadOnlySpan<byte> label, int length)
    {
        Span<byte> size = stackalloc byte[2];
        BinaryPrimitives.WriteInt16BigEndian(size, (short)length);
        var output = new byte[length];
        HKDF.Expand(HashAlgorithmName.SHA256, secret, output, [.. size, .. "HPKE-v1"u8, .. Suite, .. label, .. Context]);
        return output;
    }
}
