using CaseManager.Core.Audit;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>The open steps of requests that a notice can take.</summary>
public sealed class OpenSteps(CaseManagerDbContext database, ReadDirectory readDirectory, AuditLog audit, TimeProvider time)
{
    /// <summary>What the open steps of these requests ask for.</summary>
    /// <exception cref="RefusedException"><c>no-open-step</c>: one of them has none that a notice takes; <c>steps-differ</c>: they ask for different things.</exception>
    public async Task<RungAction> ActionOfAsync(IReadOnlyCollection<Guid> requestIds, CancellationToken cancel)
    {
        var found = await FindAsync(requestIds, cancel);
        if (requestIds.Any(requestId => !found.Any(one => one.Step.RequestId == requestId)))
        {
            throw new RefusedException("no-open-step", RefusalKind.Conflict);
        }

        return found.Select(one => one.Action).Distinct().ToList() is [var action] ? action : throw new RefusedException("steps-differ", RefusalKind.Conflict);
    }

    /// <summary>Takes them with a notice, inside the caller's transaction.</summary>
    public async Task TakeAsync(IReadOnlyCollection<Guid> requestIds, Guid staffId, Guid noticeId, CancellationToken cancel)
    {
        foreach (var (step, _) in await FindAsync(requestIds, cancel))
        {
            step.Take(staffId, time.GetUtcNow(), noticeId, bodyId: null, referenceSealed: null);
            var data = StepChange.DataOf(step);
            data.Add("noticeId", noticeId);
            await audit.AppendAsync(step.CaseId, "StepTaken", Actor.Staff(staffId), data, cancel);
        }
    }

    private async Task<IReadOnlyList<(Escalation Step, RungAction Action)>> FindAsync(IReadOnlyCollection<Guid> requestIds, CancellationToken cancel)
    {
        var rows = await (
            from step in database.Set<Escalation>()
            join request in database.Set<TakedownRequest>() on step.RequestId equals request.Id
            where requestIds.Contains(step.RequestId) && step.State == StepState.Open
            orderby step.RequestId, step.RungId
            select new { Step = step, request.Recipient }).ToListAsync(cancel);
        var directory = await readDirectory.RunAsync(cancel);
        return
        [
            .. from row in rows
               let platform = Recipient.IsPlatform(row.Recipient, out var platformId) ? directory.Platforms.Find(platformId) : null
               let rung = LadderDirectory.Seed.For(platform).Find(row.Step.RungId)
               where rung is { Action: RungAction.Remind or RungAction.OtherWay }
               select (row.Step, rung.Action),
        ];
    }
}
