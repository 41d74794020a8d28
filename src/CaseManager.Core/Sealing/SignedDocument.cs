using System.Text;
using System.Text.Json;
using NSec.Cryptography;

namespace CaseManager.Core.Sealing;

/// <summary>A JSON document as its exact bytes, stored and sent verbatim, with an Ed25519 signature over a label and the bytes.</summary>
public sealed record SignedDocument(byte[] Bytes, byte[] Signature)
{
    /// <summary>Whether that key signed these bytes for that use.</summary>
    /// <param name="label">One per use, so that no signature serves another.</param>
    /// <param name="publicKey">32 bytes; anything else has signed nothing.</param>
    public bool IsSignedBy(string label, ReadOnlySpan<byte> publicKey) => IsSigned(label, Bytes, Signature, publicKey);

    /// <summary>Whether a signature over a label and bytes is genuine.</summary>
    public static bool IsSigned(string label, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> publicKey) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key)
        && SignatureAlgorithm.Ed25519.Verify(key!, [.. Encoding.ASCII.GetBytes(label), .. bytes], signature);

    /// <summary>Reads the bytes as JSON of exactly this shape; <see langword="null"/> when they are not.</summary>
    public T? Read<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Bytes, SealedJson.Options);
        }
        catch (Exception notThisShape) when (notThisShape is JsonException or NotSupportedException)
        {
            // Not supported: a document that does not say which type it is.
            return null;
        }
    }
}
