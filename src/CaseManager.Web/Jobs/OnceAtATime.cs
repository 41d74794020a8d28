using CaseManager.Core;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Web.Jobs;

/// <summary>Lets one worker at a time do a job, on all machines together; the others skip their turn.</summary>
public sealed class OnceAtATime(CaseManagerDbContext database)
{
    /// <param name="job">Number of the job, one of <see cref="JobLocks"/>.</param>
    /// <returns><see langword="false"/> when somebody else is at it.</returns>
    public async Task<bool> RunAsync(long job, Func<Task> work, CancellationToken cancel)
    {
        // A connection of its own: the lock belongs to the session, and ends with it when the process dies.
        await using var session = new NpgsqlConnection(database.Database.GetConnectionString());
        await session.OpenAsync(cancel);
        await using var take = new NpgsqlCommand("select pg_try_advisory_lock($1)", session);
        take.Parameters.AddWithValue(job);
        if (await take.ExecuteScalarAsync(cancel) is not true)
        {
            return false;
        }

        try
        {
            await work();
            return true;
        }
        finally
        {
            await using var release = new NpgsqlCommand("select pg_advisory_unlock($1)", session);
            release.Parameters.AddWithValue(job);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}

/// <summary>Numbers of the jobs' locks; stable, since machines of two versions may run side by side.</summary>
public static class JobLocks
{
    public const long SendNotices = 0x4341_5345_0001;

    public const long SweepNotices = 0x4341_5345_0002;

    public const long TidyIntake = 0x4341_5345_0003;

    public const long DailyHead = 0x4341_5345_0004;

    public const long RecordSettings = 0x4341_5345_0005;

    public const long RekeyTargets = 0x4341_5345_0020;

    public const long Venues = 0x4341_5345_0060;

    public const long ReadInbox = 0x4341_5345_0040;

    public const long FireTimers = 0x4341_5345_0050;

    public const long BuildReleases = 0x4341_5345_0080;

    public const long TidyJournal = 0x4341_5345_0010;

    public const long EmptyInbox = 0x4341_5345_0070;

    public const long WatchTargets = 0x4341_5345_0030;
}
