using CaseManager.Core;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Jobs;

/// <summary>Whether any worker is alive on any machine, by the scheduler's own signs of life.</summary>
public sealed class WorkerHealth(CaseManagerDbContext database)
{
    /// <summary>A worker gives a sign of life every half minute; after this long without one it is said in the pages.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <returns>Whether all are silent, and since when; no moment where there never was one.</returns>
    public async Task<(bool IsStopped, DateTimeOffset? LastSign)> RunAsync(CancellationToken cancel)
    {
        // Both moments are the database's or the scheduler's: neither the clock of the web program nor its zone takes part.
        var seconds = Patience.TotalSeconds;
        var life = await database.Database.SqlQuery<WorkerLife>(
            $"""
            select max(lastheartbeat) as "LastSign", coalesce(max(lastheartbeat) < now() - make_interval(secs => {seconds}), true) as "IsStopped"
            from hangfire.server
            """).SingleAsync(cancel);
        return (life.IsStopped, life.LastSign);
    }

    private sealed record WorkerLife(DateTimeOffset? LastSign, bool IsStopped);
}
