using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>Gives a caseworker's browser the triage cards of rows in a queue, and what opens them, and writes down whose they were.</summary>
public sealed class ShowCards(CaseManagerDbContext database, RecordOpening record)
{
    /// <summary>Cards a call.</summary>
    public const int Most = 100;

    /// <returns>One for each case that was sent; others are left out.</returns>
    /// <exception cref="RefusedException"><c>too-many</c>.</exception>
    public async Task<IReadOnlyList<ShownCard>> RunAsync(IReadOnlyList<Guid> caseIds, Guid staffId, CancellationToken cancel)
    {
        if (caseIds.Count > Most)
        {
            throw new RefusedException("too-many");
        }

        var hidden = database.HiddenFrom(staffId);
        var modes = await database.Set<Report>()
            .Where(report => caseIds.Contains(report.CaseId) && report.ReceivedAt != null && !hidden.Contains(report.CaseId))
            .ToDictionaryAsync(report => report.CaseId, report => report.Mode, cancel);
        var objects = await database.Set<SealedObject>()
            .AsNoTracking()
            .Where(o => modes.Keys.Contains(o.CaseId) && o.KeyPair == KeyPairName.C && o.Generation == 0)
            .Where(o => o.Kind == ObjectKinds.Wrap || o.Kind == ObjectKinds.TriageCard)
            .OpenableBy(staffId)
            .ToListAsync(cancel);
        await record.RunAsync(Opening.Card, [.. objects.Select(o => o.CaseId).Distinct()], staffId, cancel);
        return
        [
            .. objects.GroupBy(o => o.CaseId).Select(caseFile => new ShownCard(
                caseFile.Key,
                modes[caseFile.Key],
                [.. caseFile.Where(o => o.Kind == ObjectKinds.Wrap)],
                caseFile.Where(o => o.Kind == ObjectKinds.TriageCard).MaxBy(o => o.StoredAt))),
        ];
    }
}

/// <summary>The sealed card of one case.</summary>
/// <param name="Card"><see langword="null"/> where there is none: a draft that staff may read.</param>
public sealed record ShownCard(Guid CaseId, IntakeMode Mode, IReadOnlyList<SealedObject> Wraps, SealedObject? Card);
