using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.Watching;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Targets;

/// <summary>
/// Makes two targets one, inside the caller's transaction that holds both and their cases: requests move over, and where a case
/// asks one recipient for both, the further request keeps everything that hung on either. The old target's key is destroyed.
/// </summary>
public sealed class JoinTargets(
    CaseManagerDbContext database, DataKeys keys, AuditLog audit, StartClocks clocks, JoinWatches watches, FollowTarget follow, TimeProvider time)
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

        // The rows that moved are others than those in hand by now.
        database.ChangeTracker.Clear();
        await FollowAsync(kept, cancel);
        await database.SaveChangesAsync(cancel);
        await clocks.RefreshCasesAsync([.. folded.Concat(await follow.CasesAsync(kept.Id, cancel)).Distinct()], cancel);
    }

    /// <summary>What was asked for under one spelling goes by what was seen under the other.</summary>
    private Task FollowAsync(Target kept, CancellationToken cancel) => kept.State switch
    {
        TargetState.Gone => follow.WatchAsync(kept.Id, RekeyTarget.Job, cancel),
        TargetState.Live or TargetState.Withheld or TargetState.Reappeared => follow.ReopenAsync(kept.Id, RekeyTarget.Job, cancel),
        TargetState.Unverified or TargetState.SuspectedGone or TargetState.NotCheckable => Task.CompletedTask,
    };

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
        await MoveStepsAsync(kept.Id, spare.Id, cancel);
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

    /// <summary>A step that was taken or left out for either is not asked for again. Of two decisions about one step, that of the request that stays counts.</summary>
    private async Task MoveStepsAsync(Guid keptId, Guid spareId, CancellationToken cancel)
    {
        var steps = await database.Set<Escalation>().AsNoTracking().Where(step => step.RequestId == keptId || step.RequestId == spareId).ToListAsync(cancel);
        foreach (var step in steps.Where(step => step.RequestId == spareId))
        {
            var twin = steps.Find(other => other.RequestId == keptId && (other.LadderVersion, other.RungId, other.Round, other.Repeat) == (step.LadderVersion, step.RungId, step.Round, step.Repeat));
            if (twin is { DecidedAt: not null } || (twin is not null && step.DecidedAt is null))
            {
                continue;
            }

            if (twin is not null)
            {
                await database.Set<Escalation>().Where(row => row.Id == twin.Id).ExecuteDeleteAsync(cancel);
            }

            await database.Set<Escalation>().Where(row => row.Id == step.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(moved => moved.RequestId, keptId), cancel);
        }
    }
}
