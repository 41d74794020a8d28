using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>The whole roster as it was signed; whoever reads it verifies it.</summary>
public sealed class ShowRoster(CaseManagerDbContext database)
{
    public Task<List<RosterEntry>> RunAsync(CancellationToken cancel) =>
        database.Set<RosterEntry>().AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync(cancel);
}
