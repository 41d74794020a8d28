using CaseManager.Core.Audit;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns.FollowUp;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>
/// Counts the recipients' time anew where the organisation's zone or the holidays of a law are others now than when it was counted: by the law as it was
/// read when the notice was written. Both values stand in the ledger.
/// </summary>
public sealed class RecountDeadlines(CaseManagerDbContext database, AuditLog audit, ReadDirectory readDirectory, StartClocks clocks, TakedownPolicy policy)
{
    private const int Page = 1_000;

    private readonly Dictionary<(string RegimeId, int Version), Regime?> _laws = [];

    /// <returns>How many requests have another time now.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var (moved, last) = (0, Guid.Empty);
        while (await NextAsync(last, cancel) is { Count: > 0 } running)
        {
            foreach (var clock in running)
            {
                if (await DueAsync(clock, cancel) is { } due && (due.DueAt, due.Reason) != (clock.DueAt, clock.DueReason) && await MoveAsync(clock, due, cancel))
                {
                    moved++;
                }
            }

            last = running[^1].RequestId;
        }

        return moved;
    }

    // With the newest law among the notices that started it, in the order of the requests' ids; whatever is closed keeps what it had.
    private Task<List<RunningClock>> NextAsync(Guid last, CancellationToken cancel) => (
        from request in database.Set<TakedownRequest>().AsNoTracking()
        where request.State != RequestState.Closed && request.Id > last && request.ClockStartedAt != null
        let notice = (
            from item in database.Set<NoticeItem>()
            join sent in database.Set<Notice>() on item.NoticeId equals sent.Id
            where item.RequestId == request.Id && sent.LeftAt == request.ClockStartedAt
                && (sent.State == NoticeState.Accepted || sent.State == NoticeState.SubmittedByOperator)
            orderby sent.RegimeVersion descending, sent.SealedAt
            select new { sent.Template, sent.RegimeVersion }).FirstOrDefault()
        where notice != null
        orderby request.Id
        select new RunningClock(
            request.Id, request.CaseId, request.ClockStartedAt!.Value, request.DueAt, request.DueReason, notice.Template, notice.RegimeVersion)).Take(Page).ToListAsync(cancel);

    private async Task<Deadline?> DueAsync(RunningClock clock, CancellationToken cancel)
    {
        var law = (RegimeId: Notice.RegimeOf(clock.Template), clock.RegimeVersion);
        if (!_laws.TryGetValue(law, out var regime))
        {
            _laws[law] = regime = await readDirectory.RegimeOfVersionAsync(law.RegimeId, law.RegimeVersion, cancel);
        }

        return regime is null ? null : Deadlines.Compute(regime, clock.StartedAt, policy.Zone, WorkingCalendar.For(regime));
    }

    private async Task<bool> MoveAsync(RunningClock clock, Deadline due, CancellationToken cancel)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(clock.CaseId, cancel);
        var request = await database.Set<TakedownRequest>().SingleOrDefaultAsync(row => row.Id == clock.RequestId, cancel);
        if (request is not { State: not RequestState.Closed } || request.ClockStartedAt != clock.StartedAt)
        {
            return false;
        }

        var before = request.DueAt;
        request.MoveDue(due.DueAt, due.Reason);
        var data = StartClocks.DataOf(request, clock.StartedAt);
        if (before is { } counted)
        {
            data.Add("before", counted);
        }

        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(clock.CaseId, "DeadlineMoved", PlanTimers.Actor, data, cancel);
        await clocks.RefreshCaseAsync(clock.CaseId, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private sealed record RunningClock(
        Guid RequestId, Guid CaseId, DateTimeOffset StartedAt, DateTimeOffset? DueAt, string? DueReason, string Template, int RegimeVersion);
}
