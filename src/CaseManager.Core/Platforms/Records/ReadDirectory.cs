using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Platforms.Records;

/// <summary>Reads the platforms and regimes that count now. One short query says whether what was read before still does.</summary>
public sealed class ReadDirectory(CaseManagerDbContext database, DirectoryCache cache)
{
    public async Task<Directory> RunAsync(CancellationToken cancel)
    {
        var stamp = await database.Database.SqlQuery<DirectoryStamp>(
            $"""
            select count(*)::int as "Versions", count("ConfirmedAt")::int as "Confirmed",
                (select count(*)::int from platforms.regime_decisions) as "Decisions"
            from platforms.record_versions
            """).SingleAsync(cancel);
        if (cache.Find(stamp) is { } known)
        {
            return known;
        }

        var versions = await database.Set<RecordVersion>().AsNoTracking().ToListAsync(cancel);
        var decisions = await database.Set<RegimeDecision>().AsNoTracking().ToListAsync(cancel);
        var read = new Directory(
            [.. versions.GroupBy(version => (version.Kind, version.RecordId)).Select(group => group.MaxBy(version => version.Number)!)],
            [.. decisions.GroupBy(decision => decision.RegimeId).Select(group => group.MaxBy(decision => decision.Number)!)]);
        cache.Keep(new DirectoryStamp(versions.Count, versions.Count(version => version.ConfirmedAt is not null), decisions.Count), read);
        return read;
    }

    /// <summary>The regime a notice was written under, as it read then.</summary>
    /// <param name="version">0 for the record the program came with.</param>
    public async Task<Regime?> RegimeOfVersionAsync(string regimeId, int version, CancellationToken cancel)
    {
        var body = version == 0 ? null : await database.Set<RecordVersion>().AsNoTracking()
            .Where(row => row.Kind == RecordKind.Regime && row.RecordId == regimeId && row.Number == version)
            .Select(row => row.Body)
            .SingleOrDefaultAsync(cancel);
        return body is not null ? RecordText.Read<Regime>(body) with { RecordVersion = version } : RegimeDirectory.Seed.Find(regimeId) ?? (await RunAsync(cancel)).Regimes.Find(regimeId);
    }
}

/// <summary>Versions are only added and confirmed once: three counts tell whether anything changed.</summary>
public sealed record DirectoryStamp(int Versions, int Confirmed, int Decisions);

/// <summary>The directory that was read last, for all requests of the process.</summary>
public sealed class DirectoryCache
{
    private volatile Entry? entry;

    internal Directory? Find(DirectoryStamp stamp) => entry is { } kept && kept.Stamp == stamp ? kept.Directory : null;

    internal void Keep(DirectoryStamp stamp, Directory directory) => entry = new Entry(stamp, directory);

    private sealed record Entry(DirectoryStamp Stamp, Directory Directory);
}
