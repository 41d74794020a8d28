using CaseManager.Core.Audit;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>She asks for a step that no timer opens, such as going to the police.</summary>
public sealed class OpenAskedStep(CaseManagerDbContext database, RequestChange change, ReadDirectory readDirectory, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>unknown-request</c>, <c>unknown-step</c>: the ladder has no such rung, or a timer opens it; <c>step-exists</c>.</exception>
    public Task RunAsync(Guid requestId, Guid staffId, string rungId, CancellationToken cancel) =>
        change.RunAsync(requestId, request => OpenAsync(request, staffId, rungId, cancel), cancel);

    private async Task OpenAsync(TakedownRequest request, Guid staffId, string rungId, CancellationToken cancel)
    {
        var directory = await readDirectory.RunAsync(cancel);
        var platform = Recipient.IsPlatform(request.Recipient, out var platformId) ? directory.Platforms.Find(platformId) : null;
        if (request.State != RequestState.Active || LadderDirectory.Seed.For(platform).Find(rungId) is not { OnlyIfAsked: true })
        {
            throw new RefusedException("unknown-step", RefusalKind.NotFound);
        }

        if (await database.Set<Escalation>().AnyAsync(row => row.RequestId == request.Id && row.RungId == rungId && row.Round == request.Round, cancel))
        {
            throw new RefusedException("step-exists", RefusalKind.Conflict);
        }

        var step = new Escalation
        {
            Id = RandomId.New(),
            RequestId = request.Id,
            CaseId = request.CaseId,
            LadderVersion = LadderDirectory.Seed.Version,
            RungId = rungId,
            Round = request.Round,
            Repeat = 1,
        };
        step.Open(time.GetUtcNow(), lookFirst: false);
        database.Add(step);
        await audit.AppendAsync(request.CaseId, "StepOpened", Actor.Staff(staffId), StepChange.DataOf(step), cancel);
    }
}
