using System.Security.Cryptography;

namespace CaseManager.Core.Sealing;

/// <summary>
/// Says that a person put a sealed seed in the place of the one before, signed with the key of that seed. It names both,
/// so that it serves once: a change that was seen before, or a file somebody else made, replaces nothing.
/// </summary>
public sealed record UnlockChange
{
    private const string Label = "casemanager/1 unlock change";

    public required int V { get; init; }

    public required Guid User { get; init; }

    /// <summary>SHA-256 of the file that goes, 32 bytes.</summary>
    public required byte[] Replaces { get; init; }

    /// <summary>SHA-256 of the file that comes, 32 bytes.</summary>
    public required byte[] KeyFile { get; init; }

    /// <summary>SHA-256 of each unlock method's document, in their order.</summary>
    public required IReadOnlyList<byte[]> Methods { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The change as she signed it; <see langword="null"/> when she did not, or for another file or other methods.</summary>
    public static UnlockChange? Read(SignedDocument document, Guid staffId, byte[] signingKey, byte[] keyFile, IReadOnlyList<SignedDocument> methods) =>
        document.Read<UnlockChange>() is { V: 1 } change
        && change.User == staffId
        && document.IsSignedBy(Label, signingKey)
        && IsHashOf(change.KeyFile, keyFile)
        && change.Methods.Count == methods.Count
        && change.Methods.Zip(methods).All(pair => IsHashOf(pair.First, pair.Second.Bytes))
            ? change
            : null;

    /// <summary>Whether this is the file the change was made for.</summary>
    public bool Follows(byte[] keyFile) => IsHashOf(Replaces, keyFile);

    private static bool IsHashOf(byte[] hash, byte[] bytes) => hash.AsSpan().SequenceEqual(SHA256.HashData(bytes));
}
