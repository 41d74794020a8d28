using System.Security.Cryptography;

namespace CaseManager.Core.Access;

/// <summary>What holds for every passkey of a staff member.</summary>
public static class PasskeyRules
{
    /// <summary>Passkeys a person can have at once; with passphrase and paper they are as many as a sealed seed can have recipients.</summary>
    public const int Most = 6;

    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 60;

    /// <summary>The column that says when one was last used to sign in; Identity keeps no such moment.</summary>
    internal const string UsedAt = "UsedAt";

    /// <returns>The name without spaces around it.</returns>
    /// <exception cref="RefusedException"><c>passkey-name</c>: empty, too long, or more than one line.</exception>
    public static string NameOf(string typed) =>
        typed.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl) ? name : throw new RefusedException("passkey-name");

    /// <summary>What audit events call it: the first 16 bytes of the SHA-256 of its credential id. Its name is hers and stands in no event.</summary>
    public static Guid AuditId(byte[] credentialId) => HexId.FromBytes(SHA256.HashData(credentialId).AsSpan(0, 16));
}
