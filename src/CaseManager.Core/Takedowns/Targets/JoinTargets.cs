using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Targets;

/// <summary>
/// Makes two targets one, inside the caller's transaction that holds both and their cases: requests move over, and where a case
/// asks one recipient for both, the further request keeps everything that hung on either. The old target's key is destroyed.
/// </summary>
public sealed class JoinTargets(CaseManagerDbContext database, DataKeys keys, AuditLog audit, StartClocks clocks, JoinWatches watches, TimeProvider time)
{
    // Nearest to the content first: of two that stand alike, the older stays.
    private static readonly RequestState[] Further = [RequestState.Active, RequestState.Watching, RequestState.InReview, RequestState.OnHold, RequestState.Draft];

    /// <param name="old">Ends here.</param>
    /// <param name="kept">Has the key of both.</param>
    public async Task RunAsync(Target old, Target kept, CancellationToken cancel)
    {
        var folded = await FoldAsync(old.Id, kept.Id, cancel);
        kept.TakeOver(old);
        await watches.RunAsync(old, kept, cancel);
        await database.SaveChangesAsync(cancel);
        await database.Set<TakedownRequest>().Where(request => request.TargetId == old.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(request => request.TargetId, kept.Id), cancel);
        await database.Set<Target>().Where(target => target.Id == old.Id).ExecuteDeleteAsync(cancel);
        await keys.DestroyAsync(old.Id, cancel);
        await clocks.RefreshCasesAsync([.. folded.Distinct()], cancel);
    }

    private async Task<IReadOnlyList<Guid>> FoldAsync(Guid oldId, Guid keptId, CancellationToken cancel)
    {
        var open = await database.Set<TakedownRequest>()
            .Where(request => (request.TargetId == oldId || request.TargetId == keptId) && request.State != RequestState.Closed)
            .OrderBy(request => request.CreatedAt)
            .ThenBy(request => request.Id)
            .ToListAsync(cancel);
        var folded = new List<Guid>();
        foreach (var twins in open.GroupBy(request => (request.CaseId, request.Recipient)).Where(group => group.Count() > 1))
        {
            var ordered = twins.OrderBy(request => Array.IndexOf(Further, request.State)).ToList();
            await FoldAsync(ordered[0], ordered[1], cancel);
            folded.Add(twins.Key.CaseId);
        }

        return folded;
    }

    private async Task FoldAsync(TakedownRequest kept, TakedownRequest spare, CancellationToken cancel)
    {
        // A notice that names both lists both, as it was sealed.
        await database.Set<NoticeItem>()
            .Where(item => item.RequestId == spare.Id && !database.Set<NoticeItem>().Any(other => other.NoticeId == item.NoticeId && other.RequestId == kept.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(item => item.RequestId, kept.Id), cancel);
        if (spare.ClockStartedAt is { } started && kept.StartClock(started, spare.DueAt, spare.DueReason))
        {
            await audit.AppendAsync(kept.CaseId, "ClockStarted", RekeyTarget.Job, StartClocks.DataOf(kept, started), cancel);
        }

        if (spare.Answer is { } answer && spare.AnsweredAt is { } answered && !(kept.AnsweredAt >= answered))
        {
            kept.RecordAnswer(answer, answered);
        }

        spare.Close(RequestOutcomes.Duplicate, time.GetUtcNow());
        await audit.AppendAsync(
            spare.CaseId,
            "RequestClosed",
            RekeyTarget.Job,
            new AuditData { { "requestId", spare.Id }, { "outcome", RequestOutcomes.Duplicate }, { "into", kept.Id } },
            cancel);
    }
}
