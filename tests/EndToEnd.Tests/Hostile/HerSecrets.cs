using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>What follows from her receipt.</summary>
/// <param name="CaseSeed">Seed of <c>C</c>, generation 0.</param>
/// <param name="PublicKey">Of her receipt.</param>
public sealed record HerSecrets(byte[] CaseSeed, byte[] PublicKey)
{
    private const int CheckDigits = 2;

    /// <param name="digits">The receipt in digits.</param>
    public static async Task<HerSecrets> OpenAsync(TestDatabase database, Guid caseId, string digits, CancellationToken cancel) =>
        await TryOpenAsync(database, caseId, digits, cancel) ?? throw new InvalidOperationException("The receipt opens nothing.");

    /// <returns><see langword="null"/> where it is another case's receipt.</returns>
    public static async Task<HerSecrets?> TryOpenAsync(TestDatabase database, Guid caseId, string digits, CancellationToken cancel)
    {
        await using var context = database.Open();
        var salt = (await context.Set<Instance>().AsNoTracking().SingleAsync(cancel)).Salt;
        var wrap = await context.Set<SealedObject>().AsNoTracking().SingleAsync(one => one.CaseId == caseId && one.Recipient == Recipients.Receipt, cancel);
        var root = Rfc2898DeriveBytes.Pbkdf2(SecretOf(digits), salt, 600_000, HashAlgorithmName.SHA256, 32);
        var seed = HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, [], "casemanager/1 survivor"u8.ToArray());
        return AgeReader.Open(wrap.File, seed) is { } frame ? new HerSecrets(BodyOf(frame)[5..37], HybridKey.PublicKeyOf(seed)) : null;
    }

    private static byte[] SecretOf(string digits)
    {
        var number = BigInteger.Parse(string.Concat(digits.Where(char.IsAsciiDigit))[..^CheckDigits], System.Globalization.CultureInfo.InvariantCulture);
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[10 - bytes.Length], .. bytes];
    }

    /// <summary>The body of a frame without heads.</summary>
    private static byte[] BodyOf(byte[] frame)
    {
        const int Kind = 4 + 1 + 16 + 16 + 1 + 4 + 16;
        var author = Kind + 1 + frame[Kind];
        var heads = author + 1 + frame[author] + 4 + 32;
        var length = heads + 2 + 32;
        return frame[(length + 4)..][..BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(length))];
    }
}
