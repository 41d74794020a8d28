using CaseManager.Core.Statistics.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Releases;

/// <summary>A bundle as it was built.</summary>
public sealed record ReleaseBundle(Release Release, byte[] Bytes);

/// <summary>Gives the bundle of a release to whoever may have it: the stored bytes and nothing else.</summary>
public sealed class ExportRelease(StatisticsDatabase databases)
{
    /// <param name="revision">0 or 1, or <see langword="null"/> for the newest.</param>
    /// <exception cref="RefusedException">There is none, or it may not be shown yet.</exception>
    public async Task<ReleaseBundle> RunAsync(string period, short? revision, CancellationToken cancel)
    {
        await using var reader = databases.OpenReader();

        // The database shows this role nothing that is not confirmed.
        var release = await reader.Set<Release>().AsNoTracking()
            .Where(row => row.Period == period && (revision == null || row.Revision == revision))
            .OrderByDescending(row => row.Revision)
            .FirstOrDefaultAsync(cancel);
        if (release is null)
        {
            var isDrawn = await reader.Set<LedgerEntry>()
                .AnyAsync(entry => entry.Period == period && (revision == null || entry.Revision == revision) && !reader.Set<Release>().Any(row => row.Id == entry.ReleaseId), cancel);
            throw isDrawn ? new RefusedException("not-confirmed", RefusalKind.NotNow) : new RefusedException("not-built", RefusalKind.NotFound);
        }

        var file = await reader.Set<ReleaseFile>().AsNoTracking().SingleAsync(row => row.ReleaseId == release.Id, cancel);
        return new ReleaseBundle(release, file.Bytes);
    }

    /// <exception cref="RefusedException">There is none, or it may not be shown yet.</exception>
    public async Task<ReleaseBundle> RunAsync(Guid releaseId, CancellationToken cancel)
    {
        await using var reader = databases.OpenReader();
        var release = await reader.Set<Release>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == releaseId, cancel)
            ?? throw new RefusedException("not-built", RefusalKind.NotFound);
        var file = await reader.Set<ReleaseFile>().AsNoTracking().SingleAsync(row => row.ReleaseId == release.Id, cancel);
        return new ReleaseBundle(release, file.Bytes);
    }
}
