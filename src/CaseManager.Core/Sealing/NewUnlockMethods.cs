namespace CaseManager.Core.Sealing;

/// <summary>A seed sealed to other unlock methods, as the browser in which it is open posts it.</summary>
public sealed record NewUnlockMethods
{
    public required byte[] KeyFile { get; init; }

    public required IReadOnlyList<SignedDocument> Methods { get; init; }

    /// <summary>An <see cref="UnlockChange"/>.</summary>
    public required SignedDocument Change { get; init; }
}
