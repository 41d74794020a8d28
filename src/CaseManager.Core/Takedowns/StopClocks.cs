using CaseManager.Core.Audit;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>Takes back the clocks a notice started that never arrived. Where another way to the same recipient stands, its clock runs instead.</summary>
public sealed class StopClocks(CaseManagerDbContext database, AuditLog audit, StartClocks start, ReadDirectory readDirectory, TakedownPolicy policy)
{
    /// <summary>Inside the caller's transaction, the case locked.</summary>
    public async Task RunAsync(Notice notice, Actor actor, CancellationToken cancel)
    {
        var requests = await database.Set<TakedownRequest>()
            .Where(request => request.State != RequestState.Closed && request.ClockStartedAt != null
                && database.Set<NoticeItem>().Any(item => item.NoticeId == notice.Id && item.RequestId == request.Id))
            .OrderBy(request => request.Id)
            .ToListAsync(cancel);
        foreach (var request in requests)
        {
            var other = await FindOtherAsync(request.Id, notice.Id, cancel);
            if (other is null)
            {
                request.StopClock();
                await audit.AppendAsync(request.CaseId, "ClockStopped", actor, new AuditData { { "requestId", request.Id }, { "noticeId", notice.Id } }, cancel);
            }
            else if (other.LeftAt > request.ClockStartedAt)
            {
                await RestartAsync(request, other, actor, cancel);
            }
        }

        await database.SaveChangesAsync(cancel);
        await start.RefreshCaseAsync(notice.CaseId, cancel);
    }

    private async Task RestartAsync(TakedownRequest request, Notice other, Actor actor, CancellationToken cancel)
    {
        var regime = await readDirectory.RegimeOfVersionAsync(other.RegimeId, other.RegimeVersion, cancel)
            ?? throw new InvalidOperationException($"The regime {other.RegimeId} is not in the directory.");
        var deadline = Deadlines.Compute(regime, other.LeftAt!.Value, policy.Zone, WorkingCalendar.For(regime));
        request.StopClock();
        request.StartClock(other.LeftAt.Value, deadline.DueAt, deadline.Reason);
        await audit.AppendAsync(request.CaseId, "ClockStarted", actor, StartClocks.DataOf(request, other.LeftAt.Value), cancel);
    }

    private Task<Notice?> FindOtherAsync(Guid requestId, Guid noticeId, CancellationToken cancel) => (
        from item in database.Set<NoticeItem>()
        join other in database.Set<Notice>() on item.NoticeId equals other.Id
        where item.RequestId == requestId && other.Id != noticeId && other.LeftAt != null
            && (other.State == NoticeState.Accepted || other.State == NoticeState.SubmittedByOperator)
        orderby other.LeftAt
        select other).FirstOrDefaultAsync(cancel);
}
