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
        await using var held = await LedgerLock.TakeAsync(builder, cancel);
        await RunAsync(builder, mayMakeMark: false, cancel);
    }

    /// <param name="mayMakeMark">Somebody vouches that the ledger is whole although its mark is lost.</param>
    internal async Task RunAsync(CaseManagerDbContext builder, bool mayMakeMark, CancellationToken cancel)
    {
        var ledger = await builder.Set<LedgerEntry>().AsNoTracking().OrderBy(entry => entry.Entry).ToListAsync(cancel);
        var waiting = await builder.Set<Release>().AsNoTracking()
            .Where(release => !builder.Set<ReleaseConfirmation>().Any(row => row.ReleaseId == release.Id))
            .OrderBy(release => release.BuiltAt)
            .ToListAsync(cancel);
        if (ledger.Count == 0)
        {
            return;
        }

        // The very first draw has no mark yet; a mark that is lost later is for people to put back.
        var known = mark.Read();
        if (known is null && !mayMakeMark && await builder.Set<ReleaseConfirmation>().AnyAsync(cancel))
        {
            throw new RefusedException("mark-missing", RefusalKind.NotNow);
        }

        LedgerState.Check(ledger, known ?? new Mark(0, "", default));
        if (waiting.Count == 0 && known?.Entry == ledger.Count)
        {
            return;
        }

        foreach (var release in waiting)
        {
            var file = await builder.Set<ReleaseFile>().AsNoTracking().SingleAsync(row => row.ReleaseId == release.Id, cancel);
            mark.Keep(release.FileName, file.Bytes);
        }

        // Also where an older mark was put back: it catches up.
        var newest = ledger[^1];
        mark.Write(new Mark(newest.Entry, Convert.ToHexStringLower(newest.Hash), newest.BuiltAt));
        var now = time.GetUtcNow().RoundedToMicroseconds();
        builder.AddRange(waiting.Select(release => new ReleaseConfirmation { ReleaseId = release.Id, At = now }));
        await builder.SaveChangesAsync(cancel);
        builder.ChangeTracker.Clear();
    }
}
