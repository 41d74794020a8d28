using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.FollowUp.Steps;

/// <summary>Opens a step for what a person decides about it: its case locked, one transaction around it, the next timer set at its end.</summary>
public sealed class StepChange(CaseManagerDbContext database, AuditLog audit, StartClocks clocks)
{
    /// <exception cref="RefusedException"><c>unknown-step</c>, or <c>wrong-state</c> where it is not open.</exception>
    public async Task RunAsync(Guid stepId, Func<Escalation, Task> change, CancellationToken cancel)
    {
        var caseId = await database.Set<Escalation>()
            .Where(step => step.Id == stepId)
            .Select(step => (Guid?)step.CaseId)
            .SingleOrDefaultAsync(cancel) ?? throw new RefusedException("unknown-step", RefusalKind.NotFound);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var step = await database.Set<Escalation>().SingleOrDefaultAsync(row => row.Id == stepId, cancel)
            ?? throw new RefusedException("unknown-step", RefusalKind.NotFound);
        if (step.State != StepState.Open)
        {
            throw new RefusedException("wrong-state", RefusalKind.Conflict);
        }

        await change(step);
        await database.SaveChangesAsync(cancel);
        await clocks.RefreshCaseAsync(caseId, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>What the event of a decision says.</summary>
    internal static AuditData DataOf(Escalation step) => new()
    {
        { "requestId", step.RequestId }, { "step", step.RungId }, { "round", step.Round }, { "repeat", step.Repeat },
    };
}
