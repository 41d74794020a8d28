using CaseManager.Core.Statistics.Releases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Publishing;

/// <summary>What stands on the public page, through the reader's eyes.</summary>
public sealed class ShowPublished(StatisticsDatabase databases)
{
    /// <summary>The newest published revision of each period, newest period first.</summary>
    /// <exception cref="RefusedException">This machine may not show any.</exception>
    public async Task<IReadOnlyList<Release>> RunAsync(CancellationToken cancel)
    {
        await using var reader = databases.OpenReader();
        var published = await Published(reader).ToListAsync(cancel);
        return
        [
            .. published.GroupBy(release => release.Period)
                .Select(period => period.MaxBy(release => release.Revision)!)
                .OrderByDescending(release => release.Period, StringComparer.Ordinal),
        ];
    }

    /// <summary>The bundle of a published release, or <see langword="null"/> where there is none: one that is built and not published is not there.</summary>
    /// <exception cref="RefusedException">This machine may not show any.</exception>
    public async Task<ReleaseBundle?> OpenAsync(Guid releaseId, CancellationToken cancel)
    {
        await using var reader = databases.OpenReader();
        if (await Published(reader).SingleOrDefaultAsync(release => release.Id == releaseId, cancel) is not { } found)
        {
            return null;
        }

        var file = await reader.Set<ReleaseFile>().AsNoTracking().SingleAsync(row => row.ReleaseId == releaseId, cancel);
        return new ReleaseBundle(found, file.Bytes);
    }

    /// <summary>Whether it stands on the public page.</summary>
    public async Task<bool> IsPublishedAsync(Guid releaseId, CancellationToken cancel)
    {
        await using var reader = databases.OpenReader();
        return await reader.Set<Publication>().AnyAsync(row => row.ReleaseId == releaseId, cancel);
    }

    private static IQueryable<Release> Published(CaseManagerDbContext reader) => reader.Set<Release>().AsNoTracking()
        .Where(release => reader.Set<Publication>().Any(row => row.ReleaseId == release.Id)
            && reader.Set<ReleaseConfirmation>().Any(row => row.ReleaseId == release.Id));
}
