using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Related;

/// <summary>Which cases belong together, as people decided.</summary>
public sealed class ShowRelated(CaseManagerDbContext database)
{
    public async Task<RelatedCases> RunAsync(Guid caseId, Guid staffId, CancellationToken cancel)
    {
        var hidden = database.HiddenFrom(staffId);
        var linked = await database.Set<SamePerson>()
            .Where(pair => pair.FirstId == caseId || pair.SecondId == caseId)
            .Select(pair => pair.FirstId == caseId ? pair.SecondId : pair.FirstId)
            .Where(other => !hidden.Contains(other))
            .OrderBy(other => other)
            .ToListAsync(cancel);
        var into = await database.Set<Case>().Where(row => row.CaseId == caseId).Select(row => row.MergedInto).SingleOrDefaultAsync(cancel);
        var parts = await database.Set<Case>()
            .Where(row => row.MergedInto == caseId)
            .OrderBy(row => row.OpenedAt)
            .Select(row => new MergedCase(
                row.CaseId,
                database.Set<SealedObject>().Where(o => o.CaseId == row.CaseId && o.Author == Authors.Survivor).Max(o => (DateTimeOffset?)o.StoredAt)))
            .ToListAsync(cancel);
        return new RelatedCases(linked, into, parts);
    }
}

/// <summary>What belongs to a case.</summary>
/// <param name="Linked">Cases of the same person.</param>
/// <param name="MergedInto">The case it is worked on in.</param>
/// <param name="Merged">Cases that are worked on in this one.</param>
public sealed record RelatedCases(IReadOnlyList<Guid> Linked, Guid? MergedInto, IReadOnlyList<MergedCase> Merged);

/// <summary>A case that is worked on in another.</summary>
/// <param name="WroteAt">When she last wrote there, UTC.</param>
public sealed record MergedCase(Guid CaseId, DateTimeOffset? WroteAt);
