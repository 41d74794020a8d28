using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CaseManager.Core.Sealing;

/// <summary>The three functions of libsodium (1.0.22 or newer, shipped with the program) that .NET does not have.</summary>
internal static partial class Sodium
{
    private const string Library = "libsodium";

    static Sodium()
    {
        if (Initialise() < 0)
        {
            throw new InvalidOperationException("libsodium could not be started.");
        }
    }

    /// <summary>X-Wing: makes a shared secret (32 bytes) and its ciphertext (1,120 bytes) for a public key (1,216 bytes).</summary>
    public static void XWingEncapsulate(Span<byte> ciphertext, Span<byte> sharedSecret, ReadOnlySpan<byte> publicKey)
    {
        if (Encapsulate(ciphertext, sharedSecret, publicKey) != 0)
        {
            throw new ArgumentException("This is no public key of X-Wing.", nameof(publicKey));
        }
    }

    /// <summary>X-Wing: the public key (1,216 bytes) of a seed (32 bytes).</summary>
    public static void XWingPublicKey(Span<byte> publicKey, ReadOnlySpan<byte> seed)
    {
        Span<byte> secretKey = stackalloc byte[32];
        if (SeedKeyPair(publicKey, secretKey, seed) != 0)
        {
            throw new ArgumentException("This is no seed of X-Wing.", nameof(seed));
        }
    }

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Initialise();

    [LibraryImport(Library, EntryPoint = "crypto_kem_xwing_enc")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Encapsulate(Span<byte> ciphertext, Span<byte> sharedSecret, ReadOnlySpan<byte> publicKey);

    [LibraryImport(Library, EntryPoint = "crypto_kem_xwing_seed_keypair")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int SeedKeyPair(Span<byte> publicKey, Span<byte> secretKey, ReadOnlySpan<byte> seed);
}
