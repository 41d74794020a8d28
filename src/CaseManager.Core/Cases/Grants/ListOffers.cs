using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Grants;

/// <summary>Cases that somebody is asked to take over, the longest first.</summary>
public sealed class ListOffers(CaseManagerDbContext database)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<Guid>> RunAsync(Guid staffId, CancellationToken cancel) =>
        await database.Set<Case>()
            .Where(caseFile => caseFile.Offer!.To == staffId && caseFile.ClosedAt == null)
            .OrderBy(caseFile => caseFile.Offer!.At)
            .Select(caseFile => caseFile.CaseId)
            .Take(Most)
            .ToListAsync(cancel);
}
