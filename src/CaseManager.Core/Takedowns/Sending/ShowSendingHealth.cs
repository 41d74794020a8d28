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

    /// <summary>Where a recipient's time ends sooner than this, what has not left to it is told.</summary>
    public static readonly TimeSpan LeastBudget = TimeSpan.FromHours(6);

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
        return new SendingHealth(
            state, state?.FailedSince is { } since && since + Patience <= now, late, await SoonestAsync([.. waiting, NoticeState.DeadLetter], hidden, now, cancel));
    }

    // Another way to the same recipient may have left and started its clock.
    private Task<DateTimeOffset?> SoonestAsync(NoticeState[] unsent, IQueryable<Guid> hidden, DateTimeOffset now, CancellationToken cancel)
    {
        var end = now + LeastBudget;
        return database.Set<TakedownRequest>()
            .Where(request => request.State == RequestState.Active && request.DueAt > now && request.DueAt < end && !hidden.Contains(request.CaseId)
                && database.Set<NoticeItem>().Any(item => item.RequestId == request.Id
                    && database.Set<Notice>().Any(notice => notice.Id == item.NoticeId && unsent.Contains(notice.State))))
            .MinAsync(request => request.DueAt, cancel);
    }
}

/// <param name="Relay">How the relay did lately; <see langword="null"/> where it never failed.</param>
/// <param name="IsDown">Whether it has failed for a quarter of an hour.</param>
/// <param name="Late">Notices older than <see cref="ShowSendingHealth.MaximumAge"/> that wait for something.</param>
/// <param name="Soonest">When a recipient's time ends to whom something has not left, UTC; <see langword="null"/> where that is not within <see cref="ShowSendingHealth.LeastBudget"/>.</param>
public sealed record SendingHealth(RelayState? Relay, bool IsDown, int Late, DateTimeOffset? Soonest);
