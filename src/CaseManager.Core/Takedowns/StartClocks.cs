using CaseManager.Core.Audit;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns.FollowUp;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns;

/// <summary>Lets the clocks of a notice's requests run from the moment it left, inside the caller's transaction.</summary>
public sealed class StartClocks(CaseManagerDbContext database, AuditLog audit, ReadDirectory readDirectory, PlanChecks checks, TakedownPolicy policy, PlanTimers planTimers)
{
    public async Task RunAsync(Notice notice, DateTimeOffset leftAt, Actor actor, CancellationToken cancel)
    {
        var requests = await RequestsOf([notice.Id]).ToListAsync(cancel);
        var started = await StartAsync(requests, [notice.Id], leftAt, cancel);
        await database.SaveChangesAsync(cancel);
        await checks.AfterNoticeAsync(requests.Select(request => request.TargetId), leftAt, cancel);
        await audit.AppendAsync(EventsOf(started, leftAt, actor), cancel);
        await RefreshCasesAsync([notice.CaseId], cancel);
    }

    /// <summary>The same for several notices that left at one moment, in one statement each for requests and cases.</summary>
    /// <returns>What the caller writes into the audit, behind what it writes of the notices themselves.</returns>
    /// <exception cref="DbUpdateConcurrencyException">A request was changed meanwhile: the caller's transaction must not be committed.</exception>
    public async Task<IReadOnlyList<NewAuditEvent>> RunAsync(IReadOnlyCollection<Notice> notices, DateTimeOffset leftAt, Actor actor, CancellationToken cancel)
    {
        if (notices.Count == 0)
        {
            return [];
        }

        var noticeIds = notices.Select(notice => notice.Id).ToList();
        var requests = await RequestsOf(noticeIds).AsNoTracking().ToListAsync(cancel);
        var started = await StartAsync(requests, noticeIds, leftAt, cancel);
        await WriteAsync(started, cancel);
        await checks.AfterNoticeAsync(requests.Select(request => request.TargetId), leftAt, cancel);
        await RefreshCasesAsync([.. notices.Select(notice => notice.CaseId).Distinct()], cancel);
        return EventsOf(started, leftAt, actor);
    }

    /// <summary>Sets the timers of a case's requests as they stand now, and writes its nearest due moment onto its row, for the queue.</summary>
    public Task RefreshCaseAsync(Guid caseId, CancellationToken cancel) => RefreshCasesAsync([caseId], cancel);

    private IOrderedQueryable<TakedownRequest> RequestsOf(List<Guid> noticeIds) => database.Set<TakedownRequest>()
        .Where(request => database.Set<NoticeItem>().Any(item => noticeIds.Contains(item.NoticeId) && item.RequestId == request.Id))
        .OrderBy(request => request.Id);

    /// <returns>Those whose clock was set.</returns>
    private async Task<List<TakedownRequest>> StartAsync(
        IReadOnlyCollection<TakedownRequest> requests, List<Guid> noticeIds, DateTimeOffset leftAt, CancellationToken cancel)
    {
        var versions = await VersionsAsync(noticeIds, cancel);
        var laws = await LawsAsync([.. requests.Select(request => (request.RegimeId, versions.GetValueOrDefault(request.Id))).Distinct()], cancel);
        return [.. requests.Where(request =>
        {
            var regime = laws[(request.RegimeId, versions.GetValueOrDefault(request.Id))];
            var deadline = Deadlines.Compute(regime, leftAt, policy.Zone, WorkingCalendar.For(regime));
            return request.StartClock(leftAt, deadline.DueAt, deadline.Reason);
        })];
    }

    private async Task WriteAsync(IReadOnlyCollection<TakedownRequest> started, CancellationToken cancel)
    {
        Guid[] ids = [.. started.Select(request => request.Id)];
        DateTimeOffset?[] starts = [.. started.Select(request => request.ClockStartedAt)];
        DateTimeOffset?[] dues = [.. started.Select(request => request.DueAt)];
        string?[] reasons = [.. started.Select(request => request.DueReason)];
        var written = ids.Length == 0 ? 0 : await database.Database.ExecuteSqlAsync(
            $"""
            update takedowns.requests r set "ClockStartedAt" = one.started, "DueAt" = one.due, "DueReason" = one.reason
            from unnest({ids}, {Xmin.Of(started.Select(request => request.Version))}, {starts}, {dues}, {reasons}) as one (id, version, started, due, reason)
            where r."Id" = one.id and r.xmin = one.version
            """,
            cancel);
        Xmin.Require(written, ids.Length);
    }

    private static IReadOnlyList<NewAuditEvent> EventsOf(IEnumerable<TakedownRequest> started, DateTimeOffset leftAt, Actor actor) =>
        [.. started.Select(request => new NewAuditEvent(request.CaseId, "ClockStarted", actor, DataOf(request, leftAt)))];

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

    // By what a case itself has: a bare minimum would be looked for along all cases' due moments in their order.
    /// <summary>The same for several cases.</summary>
    public async Task RefreshCasesAsync(Guid[] caseIds, CancellationToken cancel)
    {
        await planTimers.RefreshCasesAsync(caseIds, cancel);
        await database.Database.ExecuteSqlAsync(
            $"""
            update cases.cases c set "NextDueAt" = due.at
            from (
                select one.id, min(r."DueAt") filter (where r."State" = 'Active') as at
                from unnest({caseIds}) as one (id) left join takedowns.requests r on r."CaseId" = one.id
                group by one.id) as due
            where c."CaseId" = due.id and c."NextDueAt" is distinct from due.at
            """,
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
