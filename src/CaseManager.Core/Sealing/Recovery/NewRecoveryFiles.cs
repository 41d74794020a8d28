using System.Security.Cryptography;
using System.Text.Json.Serialization;
using CaseManager.Core.Sealing.Roster;

namespace CaseManager.Core.Sealing.Recovery;

/// <summary>Three recovery files as a browser posts them; the roster's newest word about such files is about these.</summary>
public sealed record NewRecoveryFiles
{
    private const int Largest = 4 * 1024;

    [JsonPropertyName("AB")]
    public required byte[] AB { get; init; }

    [JsonPropertyName("AC")]
    public required byte[] AC { get; init; }

    [JsonPropertyName("BC")]
    public required byte[] BC { get; init; }

    /// <exception cref="RefusedException"><c>recovery-files</c>: no files under a passphrase, or not those the root signed for.</exception>
    public RecoveryFiles Check(VerifiedRoster roster, DateTimeOffset now) =>
        IsUnderPassphrase(AB) && IsUnderPassphrase(AC) && IsUnderPassphrase(BC) && roster.RecoveryFilesHash.AsSpan().SequenceEqual(Hash())
            ? new RecoveryFiles { AB = AB, AC = AC, BC = BC, StoredAt = now }
            : throw new RefusedException("recovery-files");

    private byte[] Hash() =>
        SHA256.HashData([.. "casemanager/1 recovery files"u8, .. SHA256.HashData(AB), .. SHA256.HashData(AC), .. SHA256.HashData(BC)]);

    private static bool IsUnderPassphrase(byte[] file) =>
        file.Length <= Largest && file.AsSpan().StartsWith("age-encryption.org/v1\n-> scrypt "u8);
}
