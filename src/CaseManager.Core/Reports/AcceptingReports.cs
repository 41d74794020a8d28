using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>Whether there is somebody who could open a report.</summary>
public sealed class AcceptingReports(CaseManagerDbContext database)
{
    /// <returns>The organisation, and every team epoch a report may be sealed to.</returns>
    /// <exception cref="RefusedException"><c>not-accepting</c>: the ceremony that makes the keys has not taken place.</exception>
    public async Task<(Instance Instance, IReadOnlyList<int> Epochs)> RunAsync(CancellationToken cancel)
    {
        var found = await database.Set<Instance>()
            .AsNoTracking()
            .Select(instance => new { Instance = instance, Epochs = database.Set<IntakeBundle>().OrderBy(bundle => bundle.Epoch).Select(bundle => bundle.Epoch).ToList() })
            .SingleOrDefaultAsync(cancel);
        return found is { Epochs.Count: > 0 } ? (found.Instance, found.Epochs) : throw new RefusedException("not-accepting", RefusalKind.NotNow);
    }
}
