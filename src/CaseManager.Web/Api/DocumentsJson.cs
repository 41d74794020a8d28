using CaseManager.Core.Documents;

namespace CaseManager.Web.Api;

/// <summary>What the server knows of the documents of a case, as JSON: the same for her and for staff.</summary>
/// <param name="On">Whether the organisation takes any.</param>
public sealed record DocumentsJson(bool On, IReadOnlyList<AskedJson> Asked, IReadOnlyList<SentJson> Sent)
{
    public static DocumentsJson Of(ShownDocuments shown) => new(
        shown.AreOn,
        [.. shown.Asked.Select(asked => new AskedJson(asked.Id, asked.AskedAt, asked.EndedAt))],
        [.. shown.Sent.Select(sent => new SentJson(sent.Id, sent.AskedId, sent.ObjectId!.Value, sent.Length, sent.SentAt!.Value, sent.DestroyedAt, sent.TakenBack))]);
}

/// <summary>A document that was asked for.</summary>
/// <param name="ObjectId">The sealed object that asks.</param>
public sealed record AskedJson(Guid ObjectId, DateTimeOffset AskedAt, DateTimeOffset? EndedAt);

/// <summary>A document that arrived whole.</summary>
/// <param name="ObjectId">The sealed object that carries its key.</param>
/// <param name="Length">Bytes of the age file.</param>
/// <param name="TakenBack">Whether she destroyed it herself.</param>
public sealed record SentJson(
    Guid DocumentId, Guid AskedId, Guid ObjectId, int Length, DateTimeOffset SentAt, DateTimeOffset? DestroyedAt, bool TakenBack);
