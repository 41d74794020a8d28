using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Platforms.Bodies;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>A person says that she did a step outside the program: handed a prepared text in, asked a hoster, went along to the police.</summary>
public sealed class TakeStep(
    CaseManagerDbContext database, StepChange change, ReadDirectory readDirectory, DataKeys keys, AuditLog audit, TimeProvider time)
{
    private const int LongestReference = 200;

    /// <param name="bodyId">The body it was taken to; empty where the step names none.</param>
    /// <param name="reference">What it gave for it; may be empty.</param>
    /// <exception cref="RefusedException"><c>reference</c>, <c>unknown-body</c>, <c>by-release</c>: it is taken by releasing a notice; <c>unknown-step</c>, <c>wrong-state</c>.</exception>
    public Task RunAsync(Guid stepId, Guid staffId, string bodyId, string reference, CancellationToken cancel)
    {
        var said = reference.Trim();
        return said.Length > LongestReference || said.Any(char.IsControl)
            ? throw new RefusedException("reference")
            : change.RunAsync(stepId, step => TakeAsync(step, staffId, bodyId, said, cancel), cancel);
    }

    private async Task TakeAsync(Escalation step, Guid staffId, string bodyId, string reference, CancellationToken cancel)
    {
        var request = await database.Set<TakedownRequest>().AsNoTracking().SingleAsync(row => row.Id == step.RequestId, cancel);
        var directory = await readDirectory.RunAsync(cancel);
        var platform = Recipient.IsPlatform(request.Recipient, out var platformId) ? directory.Platforms.Find(platformId) : null;
        if (LadderDirectory.Seed.For(platform).Find(step.RungId) is { Action: RungAction.Remind or RungAction.OtherWay })
        {
            throw new RefusedException("by-release", RefusalKind.Conflict);
        }

        if (bodyId.Length > 0 && directory.Regimes.Find(request.RegimeId) is var regime && (regime is null || !BodyDirectory.Of(regime).Any(body => body.Id == bodyId)))
        {
            throw new RefusedException("unknown-body");
        }

        var sealedReference = reference.Length == 0 ? null : FieldCipher.Seal(
            await keys.GetOrCreateAsync(step.CaseId, cancel), Encoding.UTF8.GetBytes(reference), SealedPlaces.StepReference(step.Id));
        step.Take(staffId, time.GetUtcNow(), noticeId: null, bodyId.Length > 0 ? bodyId : null, sealedReference);
        var data = StepChange.DataOf(step);
        if (step.BodyId is { } body)
        {
            data.Add("body", body);
        }

        await audit.AppendAsync(step.CaseId, "StepTaken", Actor.Staff(staffId), data, cancel);
    }
}
