using CaseManager.Core.Access;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Grants;

/// <summary>To whom a case can be given.</summary>
public sealed class ShowColleagues(CaseManagerDbContext database)
{
    public async Task<IReadOnlyList<Guid>> RunAsync(CancellationToken cancel)
    {
        var openers = await database.OpenersAsync(cancel);
        return await database.Set<EpochWrap>()
            .Where(wrap => openers.Contains(wrap.StaffId))
            .Select(wrap => wrap.StaffId)
            .Distinct()
            .OrderBy(id => id)
            .ToListAsync(cancel);
    }
}
