namespace CaseManager.Core.Sealing;

/// <summary>Hybrid keys (ML-KEM-768 with X25519): 32-byte seed, 1,216-byte public key.</summary>
public static class HybridKey
{
    /// <summary>Bytes of a seed, which is the whole private key.</summary>
    public const int SeedLength = 32;

    /// <summary>Bytes of a public key.</summary>
    public const int PublicKeyLength = 1216;

    /// <summary>The public key that follows from a seed.</summary>
    /// <exception cref="ArgumentException">The seed does not have 32 bytes.</exception>
    public static byte[] PublicKeyOf(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedLength)
        {
            throw new ArgumentException("A seed has 32 bytes.", nameof(seed));
        }

        var publicKey = new byte[PublicKeyLength];
        Sodium.XWingPublicKey(publicKey, seed);
        return publicKey;
    }
}
