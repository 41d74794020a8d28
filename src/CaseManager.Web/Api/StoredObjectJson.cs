using System.Text.Json.Serialization;
using CaseManager.Core.Sealing;

namespace CaseManager.Web.Api;

/// <summary>A sealed object as it is posted.</summary>
/// <param name="Recipient">On wraps only.</param>
public sealed record StoredObjectJson(
    Guid ObjectId, KeyPairName KeyPair, int Generation, string Kind, string Author, int Sequence, byte[] Previous, byte[] File, string? Recipient = null)
{
    public NewObject ToObject() => new(ObjectId, KeyPair, Generation, Kind, Author, Sequence, Previous, File, Recipient);
}

/// <summary>What is posted where nothing goes along with the sealed objects.</summary>
public sealed record NewObjects(IReadOnlyList<StoredObjectJson> Objects)
{
    public IReadOnlyList<NewObject> ToObjects() => [.. Objects.Select(sealedObject => sealedObject.ToObject())];
}

/// <summary>A sealed object as the server gives it out.</summary>
public sealed record StoredObjectAnswer(
    Guid ObjectId, KeyPairName KeyPair, int Generation, string Kind, string Author, int Sequence, byte[] Previous, byte[] File,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Recipient, byte[] Hash, DateTimeOffset ReceivedAt)
{
    public static StoredObjectAnswer Of(SealedObject stored) => new(
        stored.ObjectId, stored.KeyPair, stored.Generation, stored.Kind, stored.Author, stored.Sequence, stored.Previous, stored.File,
        stored.Recipient, stored.Hash, stored.StoredAt);
}
