using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Sealing.AtRest;
using NSec.Cryptography;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>Signs manifests of releases with the organisation's statistics key (Ed25519, RFC 8032).</summary>
public sealed class SignReleases(KeyFolder keys)
{
    /// <summary>Goes before what is signed.</summary>
    public const string Label = "casemanager/1 statistics";

    /// <summary>Raw public key, 32 bytes.</summary>
    public byte[] PublicKey
    {
        get
        {
            using var key = Open();
            return key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        }
    }

    /// <summary>Mark of the key that people compare: 16 bytes of SHA-256, in eight groups of four hexadecimal digits.</summary>
    public string KeyMark => MarkOf(PublicKey);

    /// <summary>Mark of a raw public key.</summary>
    public static string MarkOf(ReadOnlySpan<byte> publicKey) =>
        string.Join(' ', Convert.ToHexString(SHA256.HashData(publicKey).AsSpan(0, 16)).Chunk(4).Select(group => new string(group)));

    /// <summary>Signature over the label and the manifest, 64 bytes; the same for the same bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> manifest)
    {
        using var key = Open();
        return SignatureAlgorithm.Ed25519.Sign(key, [.. Encoding.ASCII.GetBytes(Label), .. manifest]);
    }

    private Key Open() => Key.Import(SignatureAlgorithm.Ed25519, keys.Statistics, KeyBlobFormat.RawPrivateKey);
}
