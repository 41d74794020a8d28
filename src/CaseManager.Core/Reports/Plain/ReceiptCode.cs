using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace CaseManager.Core.Reports.Plain;

/// <summary>A receipt: 80 secret bits that open one case, written as eight words or as 27 digits.</summary>
/// <remarks>Only the plain form makes one on the server, shows it once and forgets it.</remarks>
public sealed class ReceiptCode
{
    /// <summary>Bytes of the secret.</summary>
    public const int SecretLength = 10;

    private const int WordCount = 8;
    private const int Rounds = 600_000;

    private readonly byte[] _secret;

    /// <exception cref="ArgumentException">The secret does not have ten bytes.</exception>
    public ReceiptCode(byte[] secret) =>
        _secret = secret.Length == SecretLength ? secret : throw new ArgumentException("A receipt's secret has 10 bytes.", nameof(secret));

    /// <summary>Its 80 bits and 8 bits of check, 11 bits a word, highest bits first.</summary>
    public IReadOnlyList<string> Words()
    {
        var check = SHA256.HashData([.. "casemanager/1 receipt"u8, .. _secret])[0];
        var bits = new BigInteger([.. _secret, check], isUnsigned: true, isBigEndian: true);
        var words = new string[WordCount];
        for (var place = WordCount - 1; place >= 0; place--)
        {
            words[place] = ReceiptWords.English[(int)(bits % 2048)];
            bits /= 2048;
        }

        return words;
    }

    /// <summary>25 digits and two of check (ISO 7064 MOD 97-10), in groups of three.</summary>
    public string Digits()
    {
        var number = new BigInteger(_secret, isUnsigned: true, isBigEndian: true);
        var check = 98 - (int)(number * 100 % 97);
        var digits = number.ToString("D25", CultureInfo.InvariantCulture) + check.ToString("D2", CultureInfo.InvariantCulture);
        return string.Join(' ', digits.Chunk(3).Select(group => new string(group)));
    }

    /// <summary>What follows from it. Takes a tenth of a second.</summary>
    /// <param name="salt">The instance's, 16 bytes.</param>
    public ReceiptKeys Keys(byte[] salt)
    {
        var root = Rfc2898DeriveBytes.Pbkdf2(_secret, salt, Rounds, HashAlgorithmName.SHA256, 32);
        byte[] Derive(ReadOnlySpan<byte> info, int length) => HKDF.DeriveKey(HashAlgorithmName.SHA256, root, length, info: info.ToArray());
        return new ReceiptKeys(
            Derive("casemanager/1 lookup"u8, 16), Derive("casemanager/1 auth"u8, 32), Derive("casemanager/1 survivor"u8, 32));
    }
}

/// <summary>What follows from a receipt.</summary>
/// <param name="LookupId">16 bytes, names her case to the server.</param>
/// <param name="AuthToken">32 bytes, shows that she holds the receipt.</param>
/// <param name="SurvivorSeed">32 bytes, seed of her hybrid identity.</param>
public sealed record ReceiptKeys(byte[] LookupId, byte[] AuthToken, byte[] SurvivorSeed);
