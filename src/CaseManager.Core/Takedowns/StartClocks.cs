using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Platforms;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>Lets the clocks of a notice's requests run from the moment it left, inside the caller's transaction.</summary>
public sealed class StartClocks(CaseManagerDbContext database, AuditLog audit, RegimeDirectory regimes, TakedownPolicy policy)
{
    public async Task RunAsync(Notice notice, DateTimeOffset leftAt, Actor actor, CancellationToken cancel)
    {
        foreach (var request in await RequestsOfAsync(notice, cancel))
        {
            var regime = regimes.Find(request.RegimeId)
                ?? throw new InvalidOperationException($"The regime {request.RegimeId} is not in the directory.");
            var deadline = Deadlines.Compute(regime, leftAt, policy.Zone, WorkingCalendar.For(regime));
            if (request.StartClock(leftAt, deadline.DueAt, deadline.Reason))
            {
                await audit.AppendAsync(notice.CaseId, "ClockStarted", actor, DataOf(request, leftAt, deadline), cancel);
            }
        }

        await database.SaveChangesAsync(cancel);
        await RefreshCaseAsync(notice.CaseId, cancel);
    }

    /// <summary>Writes the nearest due moment of a case onto its row, for the queue.</summary>
    public async Task RefreshCaseAsync(Guid caseId, CancellationToken cancel)
    {
        var next = await database.Set<TakedownRequest>()
            .Where(request => request.CaseId == caseId && request.State == RequestState.Active)
            .MinAsync(request => request.DueAt, cancel);
        await database.Set<Case>()
            .Where(caseFile => caseFile.CaseId == caseId)
            .ExecuteUpdateAsync(row => row.SetProperty(caseFile => caseFile.NextDueAt, next), cancel);
    }

    private Task<List<TakedownRequest>> RequestsOfAsync(Notice notice, CancellationToken cancel) =>
        database.Set<TakedownRequest>()
            .Where(request => database.Set<NoticeItem>().Any(item => item.NoticeId == notice.Id && item.RequestId == request.Id))
            .OrderBy(request => request.Id)
            .ToListAsync(cancel);

    private static AuditData DataOf(TakedownRequest request, DateTimeOffset leftAt, Deadline deadline)
    {
        var data = new AuditData { { "requestId", request.Id }, { "leftAt", leftAt } };
        if (deadline.DueAt is { } dueAt)
        {
            data.Add("dueAt", dueAt);
        }

        if (deadline.Reason is { } reason)
        {
            data.Add("dueReason", reason);
        }

        return data;
    }
}
