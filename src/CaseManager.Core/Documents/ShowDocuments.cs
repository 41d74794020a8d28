using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Documents;

/// <summary>What the server knows of the documents of a case.</summary>
public sealed class ShowDocuments(CaseManagerDbContext database)
{
    public async Task<ShownDocuments> RunAsync(Guid caseId, CancellationToken cancel)
    {
        var asked = await database.Set<AskedDocument>().AsNoTracking().Where(row => row.CaseId == caseId).OrderBy(row => row.AskedAt).ThenBy(row => row.Id).ToListAsync(cancel);
        var documents = await database.Set<SealedDocument>()
            .AsNoTracking()
            .Where(row => row.CaseId == caseId && row.SentAt != null)
            .OrderBy(row => row.SentAt).ThenBy(row => row.Id)
            .ToListAsync(cancel);
        return new ShownDocuments(await database.AreDocumentsOnAsync(cancel), asked, documents);
    }
}

/// <summary>The documents of a case.</summary>
/// <param name="AreOn">Whether the organisation takes any.</param>
/// <param name="Sent">Those that arrived whole, also the destroyed ones.</param>
public sealed record ShownDocuments(bool AreOn, IReadOnlyList<AskedDocument> Asked, IReadOnlyList<SealedDocument> Sent);
