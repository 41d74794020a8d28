using CaseManager.Core.Takedowns.FollowUp.Timers;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp;

/// <summary>Finds timers that are due, the oldest first: one range of one index, however many are pending.</summary>
public sealed class FindDueTimers(CaseManagerDbContext database)
{
    /// <summary>Rows a call.</summary>
    public const int Most = 200;

    /// <param name="now">Due until then, inclusive.</param>
    /// <param name="after">The last one of the call before.</param>
    public async Task<IReadOnlyList<DueTimer>> RunAsync(DateTimeOffset now, DueTimer? after, CancellationToken cancel) => await Query(now, after).ToListAsync(cancel);

    /// <summary>What is asked of the database.</summary>
    public IQueryable<DueTimer> Query(DateTimeOffset now, DueTimer? after)
    {
        var (dueAt, requestId, kind, round) = after is null ? (DateTimeOffset.UnixEpoch, Guid.Empty, "", 0) : (after.DueAt, after.RequestId, after.Kind, after.Round);
        return database.Database.SqlQuery<DueTimer>(
            $"""
            select t."DueAt", t."RequestId", t."Kind", t."Round", t."CaseId" from takedowns.request_timers t
            where t."State" = 'Pending' and t."DueAt" <= {now} and (t."DueAt", t."RequestId", t."Kind", t."Round") > ({dueAt}, {requestId}, {kind}, {round})
            order by t."DueAt", t."RequestId", t."Kind", t."Round" limit {Most}
            """);
    }
}

/// <summary>A timer that is due.</summary>
/// <param name="Kind">Name of a <see cref="TimerKind"/>.</param>
public sealed record DueTimer(DateTimeOffset DueAt, Guid RequestId, string Kind, int Round, Guid CaseId);
