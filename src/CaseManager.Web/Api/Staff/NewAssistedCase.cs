using CaseManager.Core;
using CaseManager.Core.Reports;

namespace CaseManager.Web.Api.Staff;

/// <summary>A case as a caseworker's browser posts it.</summary>
/// <param name="Receipt"><see langword="null"/> where nobody wants to come back to it.</param>
public sealed record NewAssistedCase(
    NewAssistedCase.CaseJson Case, NewAssistedCase.ReceiptJson? Receipt, IReadOnlyList<StoredObjectJson> Wraps,
    IReadOnlyList<StoredObjectJson> Objects, IReadOnlyList<string> Consents)
{
    private const string Mode = "staff-assisted";

    /// <exception cref="RefusedException"><c>mode</c>.</exception>
    public SealedCase ToCase(byte[] postedHash) => Case.Mode != Mode
        ? throw new RefusedException("mode")
        : new SealedCase
        {
            CaseId = Case.Id,
            PublicKey = Case.PublicKey,
            Language = Case.Language,
            ReceiptLookup = Receipt?.LookupHash,
            ReceiptToken = Receipt?.TokenHash,
            Wraps = [.. Wraps.Select(wrap => wrap.ToObject())],
            Objects = [.. Objects.Select(sealedObject => sealedObject.ToObject())],
            Consents = Consents,
            PostedHash = postedHash,
        };

    public sealed record CaseJson(Guid Id, byte[] PublicKey, string Mode, string Language);

    public sealed record ReceiptJson(byte[] LookupHash, byte[] TokenHash);
}
