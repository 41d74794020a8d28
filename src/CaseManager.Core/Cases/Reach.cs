using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>Which cases a staff member may know of: every case of the team but those that are restricted to others.</summary>
public static class Reach
{
    /// <summary>Ids of the cases that are hidden from her.</summary>
    public static IQueryable<Guid> HiddenFrom(this CaseManagerDbContext database, Guid staffId) =>
        database.Set<Restriction>()
            .Where(restriction => !database.Set<CaseGrant>().Any(grant => grant.CaseId == restriction.CaseId && grant.StaffId == staffId))
            .Select(restriction => restriction.CaseId);

    /// <summary>Whether only those who work on a case may know of it.</summary>
    public static Task<bool> IsRestrictedAsync(this CaseManagerDbContext database, Guid caseId, CancellationToken cancel) =>
        database.Set<Restriction>().AnyAsync(restriction => restriction.CaseId == caseId, cancel);
}
