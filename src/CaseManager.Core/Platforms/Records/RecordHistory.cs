using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Platforms.Records;

/// <summary>Every version of a record and every decision on a regime, the newest first.</summary>
public sealed class RecordHistory(CaseManagerDbContext database)
{
    public Task<List<RecordVersion>> OfAsync(RecordKind kind, string id, CancellationToken cancel) =>
        database.Set<RecordVersion>().AsNoTracking().Where(row => row.Kind == kind && row.RecordId == id).OrderByDescending(row => row.Number).ToListAsync(cancel);

    public Task<List<RegimeDecision>> DecisionsAsync(string regimeId, CancellationToken cancel) =>
        database.Set<RegimeDecision>().AsNoTracking().Where(row => row.RegimeId == regimeId).OrderByDescending(row => row.Number).ToListAsync(cancel);
}
