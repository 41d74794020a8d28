using CaseManager.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>What people must know of sending wherever they are: whether the relay is down, and whether something waits longer than it should.</summary>
public sealed class ShowSendingHealth(CaseManagerDbContext database, TimeProvider time)
{
    /// <summary>A relay that failed for this long is told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Nothing may wait longer than this for whatever it waits for, but for its contact's sake.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromHours(24);

    /// <summary>More are not counted.</summary>
    public const int Most = 100;

    /// <param name="staffId">Who looks: nothing of a case that is restricted to others is counted.</param>
    public async Task<SendingHealth> RunAsync(string relay, Guid staffId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var state = await database.Set<RelayState>().AsNoTracking().SingleOrDefaultAsync(row => row.Relay == relay, cancel);
        var before = now - MaximumAge;
        var hidden = database.HiddenFrom(staffId);
        NoticeState[] waiting =
        [
            NoticeState.Sealed, NoticeState.Queued, NoticeState.Transmitting, NoticeState.Deferred, NoticeState.OutcomeUnknown, NoticeState.AwaitingOperator,
        ];
        var late = await database.Set<Notice>()
            .Where(notice => waiting.Contains(notice.State) && notice.SealedAt < before && !hidden.Contains(notice.CaseId)
                && (notice.State != NoticeState.Deferred || !NoticeReasons.Holds.Contains(notice.Reason)))
            .OrderBy(notice => notice.SealedAt)
            .Take(Most)
            .CountAsync(cancel);
        return new SendingHealth(state, state?.FailedSince is { } since && since + Patience <= now, late);
    }
}

/// <param name="Relay">How the relay did lately; <see langword="null"/> where it never failed.</param>
/// <param name="IsDown">Whether it has failed for a quarter of an hour.</param>
/// <param name="Late">Notices older than <see cref="ShowSendingHealth.MaximumAge"/> that wait for something.</param>
public sealed record SendingHealth(RelayState? Relay, bool IsDown, int Late);
