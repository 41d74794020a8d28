using CaseManager.Core.Sealing;

namespace CaseManager.Core.Reports;

/// <summary>A case as a browser posts it: keys, what her receipt will show, and sealed objects.</summary>
public sealed record SealedCase
{
    public required Guid CaseId { get; init; }

    /// <summary>Public key of <c>C</c>, generation 0.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>SHA-256 of the receipt's lookup id; <see langword="null"/> for a case that staff open without one.</summary>
    public required byte[]? ReceiptLookup { get; init; }

    /// <summary>SHA-256 of the receipt's token.</summary>
    public required byte[]? ReceiptToken { get; init; }

    public required IReadOnlyList<NewObject> Wraps { get; init; }

    public required IReadOnlyList<NewObject> Objects { get; init; }

    /// <summary>Purposes she agreed to.</summary>
    public required IReadOnlyList<string> Consents { get; init; }

    /// <summary>SHA-256 of the exact bytes that were posted.</summary>
    public required byte[] PostedHash { get; init; }
}
