using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Access;
using CaseManager.Core.Sealing;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.EndToEnd.Tests.Hostile;

/// <summary>What somebody of the team holds; whoever left may hand it to the server.</summary>
public static class StaffSecrets
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int CheckLength = 4;

    /// <summary>Opens an account's keys with the code on paper.</summary>
    public static async Task<TestKeys> OpenAsync(TestDatabase database, PracticeAccount account, CancellationToken cancel)
    {
        await using var context = database.Open();
        var stored = await context.Set<StaffKeys>().AsNoTracking().SingleAsync(keys => keys.StaffId == account.Id, cancel);
        var identity = Derive(CodeOf(account.RecoveryCode!), "casemanager/1 unlock recovery code");
        var opened = AgeReader.Open(stored.KeyFile, identity) ?? throw new InvalidOperationException("The code opens nothing.");
        return TestKeys.OfStaff(opened[^32..]);
    }

    private static byte[] CodeOf(string printed)
    {
        var bits = printed.Replace("-", "", StringComparison.Ordinal)[..^CheckLength].Aggregate(BigInteger.Zero, (n, character) => (n << 5) | Alphabet.IndexOf(character, StringComparison.Ordinal));
        var bytes = bits.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[20 - bytes.Length], .. bytes];
    }

    private static byte[] Derive(byte[] secret, string info) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, [], Encoding.ASCII.GetBytes(info));
}
