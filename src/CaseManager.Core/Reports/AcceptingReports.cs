using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>Whether there is somebody who could open a report.</summary>
public sealed class AcceptingReports(CaseManagerDbContext database)
{
    /// <exception cref="RefusedException"><c>not-accepting</c>: the ceremony that makes the keys has not taken place.</exception>
    public async Task<Instance> RunAsync(CancellationToken cancel)
    {
        var instance = await database.Set<Instance>().AsNoTracking().SingleOrDefaultAsync(cancel);
        return instance is not null && await database.Set<IntakeBundle>().AnyAsync(cancel)
            ? instance
            : throw new RefusedException("not-accepting", RefusalKind.NotNow);
    }
}
