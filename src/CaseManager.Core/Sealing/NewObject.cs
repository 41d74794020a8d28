using System.Security.Cryptography;

namespace CaseManager.Core.Sealing;

/// <summary>A sealed object as someone hands it in.</summary>
/// <param name="Recipient">Who can open a wrap; <see langword="null"/> for everything else.</param>
public sealed record NewObject(
    Guid ObjectId,
    KeyPairName KeyPair,
    int Generation,
    string Kind,
    string Author,
    int Sequence,
    byte[] Previous,
    byte[] File,
    string? Recipient)
{
    /// <summary>Whether it is a wrap, which stands outside the chain.</summary>
    public bool IsWrap => Kind == ObjectKinds.Wrap;

    /// <summary>SHA-256 of the file.</summary>
    public byte[] Hash { get; } = SHA256.HashData(File);

    /// <summary>Whether a stored object is this one, byte for byte.</summary>
    public bool Equals(SealedObject stored) =>
        stored.ObjectId == ObjectId && stored.KeyPair == KeyPair && stored.Generation == Generation && stored.Kind == Kind
        && stored.Author == Author && stored.Sequence == Sequence && stored.Previous.AsSpan().SequenceEqual(Previous)
        && stored.Hash.AsSpan().SequenceEqual(Hash) && stored.Recipient == Recipient;

    /// <summary>The row that keeps it.</summary>
    public SealedObject Store(Guid caseId, DateTimeOffset at) => new()
    {
        CaseId = caseId,
        ObjectId = ObjectId,
        KeyPair = KeyPair,
        Generation = Generation,
        Kind = Kind,
        Author = Author,
        Sequence = Sequence,
        Previous = Previous,
        Hash = Hash,
        Recipient = Recipient,
        File = File,
        StoredAt = at,
    };
}
