using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>The newest signed bundle a survivor's browser seals with.</summary>
public sealed class ShowIntake(CaseManagerDbContext database, AcceptingReports accepting)
{
    /// <exception cref="RefusedException"><c>not-accepting</c>.</exception>
    public async Task<(Instance Instance, IntakeBundle Bundle)> RunAsync(CancellationToken cancel)
    {
        var (instance, _) = await accepting.RunAsync(cancel);
        return (instance, await database.Set<IntakeBundle>().AsNoTracking().OrderByDescending(b => b.Epoch).FirstAsync(cancel));
    }
}
