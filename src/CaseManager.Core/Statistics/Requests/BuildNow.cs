using CaseManager.Core.Audit;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;

namespace CaseManager.Core.Statistics.Requests;

/// <summary>Builds a release at once, for whoever runs the machine; the audit tells of it as of every other.</summary>
public sealed class BuildNow(CaseManagerDbContext database, BuildRelease build, AuditLog audit)
{
    /// <exception cref="RefusedException">It may not be built; the code says why, and nothing was drawn.</exception>
    public async Task<Release> RunAsync(Period period, Actor actor, CancellationToken cancel)
    {
        var release = await build.RunAsync(period, isCorrection: false, cancel);

        // It is drawn, whoever stops waiting now.
        await using var transaction = await database.Database.BeginTransactionAsync(CancellationToken.None);
        await audit.AppendAsync(
            AuditLog.Organisation, "ReleaseBuilt", actor, new AuditData { { "period", release.Period }, { "revision", release.Revision } }, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return release;
    }
}
