using System.Text;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>A person decides against a step and says why; the time to the next one runs from now.</summary>
public sealed class SkipStep(StepChange change, DataKeys keys, AuditLog audit, TimeProvider time)
{
    /// <summary>Characters the reason may have.</summary>
    public const int MaximumReason = 500;

    /// <exception cref="RefusedException"><c>why</c>, <c>unknown-step</c>, <c>wrong-state</c>.</exception>
    public Task RunAsync(Guid stepId, Guid staffId, string why, CancellationToken cancel)
    {
        var said = why.Trim() is { Length: > 0 and <= MaximumReason } text ? text : throw new RefusedException("why");
        return change.RunAsync(stepId, step => SkipAsync(step, staffId, said, cancel), cancel);
    }

    private async Task SkipAsync(Escalation step, Guid staffId, string why, CancellationToken cancel)
    {
        var key = await keys.GetOrCreateAsync(step.CaseId, cancel);
        step.Skip(staffId, time.GetUtcNow(), FieldCipher.Seal(key, Encoding.UTF8.GetBytes(why), SealedPlaces.StepReason(step.Id)));
        await audit.AppendAsync(step.CaseId, "StepSkipped", Actor.Staff(staffId), StepChange.DataOf(step), cancel);
    }
}
