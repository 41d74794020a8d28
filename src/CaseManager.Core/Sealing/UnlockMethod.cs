using System.Buffers.Text;

namespace CaseManager.Core.Sealing;

/// <summary>One way of opening a staff member's seed, signed by the person it unlocks, so that no server can add one.</summary>
public sealed record UnlockMethod
{
    private const string Label = "casemanager/1 unlock method";
    private const string Passphrase = "passphrase";
    private const string Passkey = "passkey";
    private const string RecoveryCode = "recovery-code";
    private const int Fewest = 2;

    /// <summary>Ways a person can have at once.</summary>
    public const int Most = 8;

    public required int V { get; init; }

    public required Guid User { get; init; }

    /// <summary><c>passphrase</c>, <c>passkey</c> or <c>recovery-code</c>.</summary>
    public required string Method { get; init; }

    /// <summary>A passkey's credential id, base64url; empty for the others.</summary>
    public required string Credential { get; init; }

    public required byte[]? Salt { get; init; }

    public required PassphraseCost? Cost { get; init; }

    /// <summary>Hybrid, 1,216 bytes.</summary>
    public required byte[] PublicKey { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether this is a method of that person, signed by her.</summary>
    public static bool IsHers(SignedDocument document, Guid staffId, byte[] signingKey) =>
        document.Read<UnlockMethod>() is { V: 1 } method
        && method.User == staffId
        && method.Method is Passphrase or Passkey or RecoveryCode
        && (method.Method == Passkey) == (method.Credential.Length > 0)
        && method.PublicKey.Length == HybridKey.PublicKeyLength
        && document.IsSignedBy(Label, signingKey);

    /// <summary>Whether a passkey is among them.</summary>
    public static bool Name(IReadOnlyList<SignedDocument> methods, byte[] credentialId) =>
        methods.Any(document => document.Read<UnlockMethod>()?.Credential == Base64Url.EncodeToString(credentialId));

    /// <summary>
    /// Whether no single loss locks her out: two ways at least, and one that is no passkey. Several passkeys may lie in one
    /// device, and all of them end with the address of the staff host.
    /// </summary>
    public static bool SurviveALostDevice(IReadOnlyList<SignedDocument> methods) =>
        methods.Count >= Fewest && methods.Any(document => document.Read<UnlockMethod>() is { Method: not Passkey });
}

/// <summary>What a passphrase costs: memory in KiB, passes, lanes of Argon2id.</summary>
public sealed record PassphraseCost
{
    public required int Memory { get; init; }

    public required int Passes { get; init; }

    public required int Lanes { get; init; }
}
