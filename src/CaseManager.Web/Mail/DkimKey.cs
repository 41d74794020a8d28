using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;

namespace CaseManager.Web.Mail;

/// <summary>A private key that signs mail, with the algorithm that belongs to it.</summary>
internal sealed record DkimKey(AsymmetricKeyParameter Private, DkimSignatureAlgorithm Algorithm)
{
    private const int SmallestRsa = 2048;

    /// <returns><see langword="null"/> where the file holds no key of the two kinds.</returns>
    public static DkimKey? TryRead(string file)
    {
        try
        {
            using var text = File.OpenText(file);
            var found = new PemReader(text).ReadObject();
            return (found is AsymmetricCipherKeyPair pair ? pair.Private : found) switch
            {
                RsaPrivateCrtKeyParameters rsa when rsa.Modulus.BitLength >= SmallestRsa => new DkimKey(rsa, DkimSignatureAlgorithm.RsaSha256),
                Ed25519PrivateKeyParameters ed => new DkimKey(ed, DkimSignatureAlgorithm.Ed25519Sha256),
                _ => null,
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or PemException or ArgumentException or InvalidCipherTextException)
        {
            return null;
        }
    }
}
