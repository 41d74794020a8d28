using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>What a relay's breaker lets through.</summary>
public enum RelayPermission
{
    /// <summary>Open: nothing.</summary>
    None,

    /// <summary>Half open: one notice, to see.</summary>
    One,

    /// <summary>Closed: everything.</summary>
    All,
}

/// <summary>Leaves a relay alone after it failed, so that a queue of notices does not hammer it or lock the account.</summary>
public sealed class RelayBreaker(CaseManagerDbContext database, RelayMeter meter, TimeProvider time)
{
    /// <summary>Whether nothing is known against it.</summary>
    public bool IsWell { get; private set; } = true;

    /// <summary>Whether what was reported last opened it.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>What may go now. Of all workers one at a time gets <see cref="RelayPermission.One"/>.</summary>
    public async Task<RelayPermission> AskAsync(string relay, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var state = await database.Set<RelayState>().AsNoTracking().SingleOrDefaultAsync(row => row.Relay == relay, cancel);
        IsWell = state is null or { IsWell: true };
        var permission = state?.OpenUntil is not { } until ? RelayPermission.All
            : until > now ? RelayPermission.None
            : await TakeProbeAsync(relay, now, cancel) ? RelayPermission.One
            : RelayPermission.None;
        IsOpen = permission == RelayPermission.None;
        meter.Tell(relay, permission);
        return permission;
    }

    /// <summary>There was nothing to try with.</summary>
    public Task HandBackAsync(string relay, CancellationToken cancel) => database.Set<RelayState>()
        .Where(row => row.Relay == relay)
        .ExecuteUpdateAsync(row => row.SetProperty(state => state.ProbeUntil, (DateTimeOffset?)null), cancel);

    /// <summary>Keeps how the relay did. A relay that is well and did well costs nothing.</summary>
    public async Task ReportAsync(string relay, IReadOnlyList<SendResult> results, CancellationToken cancel)
    {
        var failures = results.Where(result => result.Detail != SendResult.NotTried).Select(FailureOf).ToList();
        if (IsWell && failures.TrueForAll(failure => failure is null))
        {
            return;
        }

        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await database.Database.ExecuteSqlAsync(
            $"""
            insert into takedowns.relay_states ("Relay", "Failures", "Openings") values ({relay}, 0, 0)
            on conflict ("Relay") do update set "Relay" = excluded."Relay"
            """,
            cancel);
        var state = await database.Set<RelayState>().SingleAsync(row => row.Relay == relay, cancel);
        var now = time.GetUtcNow();
        foreach (var failure in failures)
        {
            if (failure is null)
            {
                state.Succeed();
            }
            else
            {
                state.Fail(failure, now);
            }
        }

        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        IsWell = state.IsWell;
        IsOpen = state.OpenUntil > now;
        meter.Tell(relay, IsOpen ? RelayPermission.None : RelayPermission.All);
    }

    private async Task<bool> TakeProbeAsync(string relay, DateTimeOffset now, CancellationToken cancel) =>
        await database.Set<RelayState>()
            .Where(row => row.Relay == relay && row.OpenUntil <= now && (row.ProbeUntil == null || row.ProbeUntil <= now))
            .ExecuteUpdateAsync(row => row.SetProperty(state => state.ProbeUntil, (DateTimeOffset?)(now + ClaimNotices.Lease)), cancel) == 1;

    // A connection that broke in the text is the relay's failure too: more notices would only make more unknown outcomes.
    private static string? FailureOf(SendResult result) => result switch
    {
        { Outcome: SendOutcome.RelayFailed, Reason: { } reason } => reason,
        { Outcome: SendOutcome.Permanent, Reason: NoticeReasons.RefusedByPolicy } => NoticeReasons.RefusedByPolicy,
        { Outcome: SendOutcome.Unknown } => NoticeReasons.RelayUnreachable,
        _ => null,
    };
}
