using CaseManager.Core.Statistics.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Releases;

/// <summary>Writes the mark of what was drawn, and lets it be shown from then on; goes on where a build was killed.</summary>
public sealed class ConfirmReleases(StatisticsDatabase databases, LedgerMark mark, TimeProvider time)
{
    /// <exception cref="RefusedException">The mark knows of more than the ledger, or cannot be written.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var builder = databases.OpenBuilder();
        await RunAsync(builder, cancel);
    }

    internal async Task RunAsync(CaseManagerDbContext builder, CancellationToken cancel)
    {
        var known = mark.Read();
        var waiting = await builder.Set<Release>().AsNoTracking()
            .Where(release => !builder.Set<ReleaseConfirmation>().Any(row => row.ReleaseId == release.Id))
            .OrderBy(release => release.BuiltAt)
            .Select(release => release.Id)
            .ToListAsync(cancel);
        var newest = await builder.Set<LedgerEntry>().AsNoTracking().OrderByDescending(entry => entry.Entry).FirstOrDefaultAsync(cancel);
        if (newest is null)
        {
            return;
        }

        // The very first draw has no mark yet; a mark that is lost later is for people to put back.
        var isFirst = known is null && !await builder.Set<ReleaseConfirmation>().AnyAsync(cancel);
        if (waiting.Count == 0 || (known is null && !isFirst))
        {
            return;
        }

        LedgerState.Check(await builder.Set<LedgerEntry>().AsNoTracking().OrderBy(entry => entry.Entry).ToListAsync(cancel), known ?? new Mark(0, "", default));
        var now = time.GetUtcNow().RoundedToMicroseconds();
        mark.Write(new Mark(newest.Entry, Convert.ToHexStringLower(newest.Hash), newest.BuiltAt));
        builder.AddRange(waiting.Select(release => new ReleaseConfirmation { ReleaseId = release, At = now }));
        await builder.SaveChangesAsync(cancel);
        builder.ChangeTracker.Clear();
    }
}
