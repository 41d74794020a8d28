using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Releases;

/// <summary>Every release that may be shown, newest first.</summary>
public sealed class ListReleases(StatisticsDatabase databases)
{
    /// <exception cref="RefusedException">This machine may not show any.</exception>
    public async Task<IReadOnlyList<Release>> RunAsync(CancellationToken cancel)
    {
        await using var reader = databases.OpenReader();
        return await reader.Set<Release>().AsNoTracking()
            .Where(release => reader.Set<ReleaseConfirmation>().Any(row => row.ReleaseId == release.Id))
            .OrderByDescending(release => release.BuiltAt)
            .ThenBy(release => release.Id)
            .ToListAsync(cancel);
    }
}
