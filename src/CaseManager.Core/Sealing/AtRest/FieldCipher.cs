using System.Security.Cryptography;
using System.Text;

namespace CaseManager.Core.Sealing.AtRest;

/// <summary>AES-256-GCM for what the server itself must read again: nonce (12 bytes), ciphertext, tag (16).</summary>
public static class FieldCipher
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <param name="place">Where it is stored, such as <c>target-url</c> and the row's id: it opens nowhere else.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext, string place)
    {
        var box = new byte[NonceLength + plaintext.Length + TagLength];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, plaintext, box.AsSpan(NonceLength, plaintext.Length), box.AsSpan(NonceLength + plaintext.Length), Encoding.UTF8.GetBytes(place));
        return box;
    }

    /// <summary>The same for what is only shown: <see langword="null"/> where it cannot be opened.</summary>
    public static byte[]? TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, string place)
    {
        try
        {
            return Open(key, box, place);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <exception cref="CryptographicException">Another key, another place, or the bytes were changed.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, string place)
    {
        if (box.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("A sealed field is too short.");
        }

        var plaintext = new byte[box.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(box[..NonceLength], box[NonceLength..^TagLength], box[^TagLength..], plaintext, Encoding.UTF8.GetBytes(place));
        return plaintext;
    }
}
