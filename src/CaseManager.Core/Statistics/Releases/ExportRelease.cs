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
        var release = await reader.Set<Release>().AsNoTracking()
            .Where(row => row.Period == period && (revision == null || row.Revision == revision))
            .OrderByDescending(row => row.Revision)
            .FirstOrDefaultAsync(cancel) ?? throw new RefusedException("not-built", RefusalKind.NotFound);
        return await OpenAsync(reader, release, cancel);
    }

    /// <exception cref="RefusedException">There is none, or it may not be shown yet.</exception>
    public async Task<ReleaseBundle> RunAsync(Guid releaseId, CancellationToken cancel)
    {
        await using var reader = databases.OpenReader();
        var release = await reader.Set<Release>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == releaseId, cancel)
            ?? throw new RefusedException("not-built", RefusalKind.NotFound);
        return await OpenAsync(reader, release, cancel);
    }

    private static async Task<ReleaseBundle> OpenAsync(CaseManagerDbContext reader, Release release, CancellationToken cancel)
    {
        if (!await reader.Set<ReleaseConfirmation>().AnyAsync(row => row.ReleaseId == release.Id, cancel))
        {
            throw new RefusedException("not-confirmed", RefusalKind.NotNow);
        }

        var file = await reader.Set<ReleaseFile>().AsNoTracking().SingleAsync(row => row.ReleaseId == release.Id, cancel);
        return new ReleaseBundle(release, file.Bytes);
    }
}
