using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Keys;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Grants;

/// <summary>Opens a restricted case to the team again, all of it.</summary>
public sealed class LiftRestriction(CaseManagerDbContext database, Colleagues colleagues, KeepCaseKeys keep, AuditLog audit)
{
    /// <param name="objects">The sealed <c>handover</c>.</param>
    /// <param name="change">Wraps of every key for the team's newest epoch.</param>
    /// <exception cref="RefusedException">
    /// <c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>, <c>not-yours</c>, <c>objects</c>, <c>handover</c>, or what <see cref="KeepCaseKeys"/> refuses.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid actor, IReadOnlyList<NewObject> objects, CaseKeyChange change, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await colleagues.LockAsync(caseId, actor, cancel);
        if (!await database.IsRestrictedAsync(caseId, cancel))
        {
            return;
        }

        await colleagues.StateAsync(caseId, actor, objects, cancel);
        await database.Set<Restriction>().Where(restriction => restriction.CaseId == caseId).ExecuteDeleteAsync(cancel);
        await keep.RunAsync(caseId, actor, change, cancel);
        await audit.AppendAsync(caseId, "RestrictionLifted", Actor.Staff(actor), [], cancel);
        await transaction.CommitAsync(cancel);
    }
}
