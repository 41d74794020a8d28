using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>The epoch keys sealed to one member, oldest first.</summary>
public sealed class ShowEpochWraps(CaseManagerDbContext database)
{
    public Task<List<EpochWrap>> RunAsync(Guid staffId, CancellationToken cancel) =>
        database.Set<EpochWrap>().AsNoTracking().Where(wrap => wrap.StaffId == staffId).OrderBy(wrap => wrap.Epoch).ToListAsync(cancel);
}
