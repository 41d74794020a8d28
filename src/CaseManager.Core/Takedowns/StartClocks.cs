using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns.FollowUp;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>Lets the clocks of a notice's requests run from the moment it left, inside the caller's transaction.</summary>
public sealed class StartClocks(CaseManagerDbContext database, AuditLog audit, ReadDirectory readDirectory, TakedownPolicy policy, PlanTimers planTimers)
{
    public Task RunAsync(Notice notice, DateTimeOffset leftAt, Actor actor, CancellationToken cancel) => RunAsync([notice], leftAt, actor, cancel);

    /// <summary>The same for several notices that left at one moment.</summary>
    public async Task RunAsync(IReadOnlyCollection<Notice> notices, DateTimeOffset leftAt, Actor actor, CancellationToken cancel)
    {
        var noticeIds = notices.Select(notice => notice.Id).ToList();
        var requests = await database.Set<TakedownRequest>()
            .Where(request => database.Set<NoticeItem>().Any(item => noticeIds.Contains(item.NoticeId) && item.RequestId == request.Id))
            .OrderBy(request => request.Id)
            .ToListAsync(cancel);
        var versions = await VersionsAsync(noticeIds, cancel);
        var laws = await LawsAsync([.. requests.Select(request => (request.RegimeId, versions.GetValueOrDefault(request.Id))).Distinct()], cancel);
        var started = new List<NewAuditEvent>();
        foreach (var request in requests)
        {
            var regime = laws[(request.RegimeId, versions.GetValueOrDefault(request.Id))];
            var deadline = Deadlines.Compute(regime, leftAt, policy.Zone, WorkingCalendar.For(regime));
            if (request.StartClock(leftAt, deadline.DueAt, deadline.Reason))
            {
                started.Add(new NewAuditEvent(request.CaseId, "ClockStarted", actor, DataOf(request, leftAt)));
            }
        }

        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(started, cancel);
        await RefreshCasesAsync([.. notices.Select(notice => notice.CaseId).Distinct()], cancel);
    }

    /// <summary>Sets the timers of a case's requests as they stand now, and writes its nearest due moment onto its row, for the queue.</summary>
    public Task RefreshCaseAsync(Guid caseId, CancellationToken cancel) => RefreshCasesAsync([caseId], cancel);

    private async Task<Dictionary<(string RegimeId, int Version), Regime>> LawsAsync(IReadOnlyList<(string RegimeId, int Version)> asked, CancellationToken cancel)
    {
        var laws = new Dictionary<(string, int), Regime>();
        foreach (var law in asked)
        {
            laws[law] = await readDirectory.RegimeOfVersionAsync(law.RegimeId, law.Version, cancel)
                ?? throw new InvalidOperationException($"The regime {law.RegimeId} is not in the directory.");
        }

        return laws;
    }

    // The law as it was read when the notice was written, whatever has been written into the directory since.
    private Task<Dictionary<Guid, int>> VersionsAsync(List<Guid> noticeIds, CancellationToken cancel) => (
        from item in database.Set<NoticeItem>()
        join notice in database.Set<Notice>() on item.NoticeId equals notice.Id
        where noticeIds.Contains(notice.Id)
        group notice.RegimeVersion by item.RequestId into used
        select new { used.Key, Version = used.Max() }).ToDictionaryAsync(used => used.Key, used => used.Version, cancel);

    private async Task RefreshCasesAsync(IReadOnlyCollection<Guid> caseIds, CancellationToken cancel)
    {
        await planTimers.RefreshCasesAsync(caseIds, cancel);
        await database.Set<Case>()
            .Where(caseFile => caseIds.Contains(caseFile.CaseId))
            .ExecuteUpdateAsync(
                row => row.SetProperty(
                    caseFile => caseFile.NextDueAt,
                    caseFile => database.Set<TakedownRequest>()
                        .Where(request => request.CaseId == caseFile.CaseId && request.State == RequestState.Active)
                        .Min(request => request.DueAt)),
                cancel);
    }

    /// <summary>What the event of a clock says that was set just now.</summary>
    internal static AuditData DataOf(TakedownRequest request, DateTimeOffset leftAt)
    {
        var data = new AuditData { { "requestId", request.Id }, { "leftAt", leftAt } };
        if (request.DueAt is { } dueAt)
        {
            data.Add("dueAt", dueAt);
        }

        if (request.DueReason is { } reason)
        {
            data.Add("dueReason", reason);
        }

        return data;
    }
}
