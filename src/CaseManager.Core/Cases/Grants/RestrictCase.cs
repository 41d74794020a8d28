using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Keys;
using CaseManager.Core.Sealing;

namespace CaseManager.Core.Cases.Grants;

/// <summary>From now on only those who work on a case know of it: the team's wraps go, and the case gets new keys.</summary>
public sealed class RestrictCase(
    CaseManagerDbContext database, Colleagues colleagues, RekeyCase rekey, AuditLog audit, TimeProvider time)
{
    /// <param name="objects">The sealed <c>handover</c>, which names those who stay.</param>
    /// <param name="change">New keys, wrapped for them, for recovery and for her receipt.</param>
    /// <exception cref="RefusedException">
    /// <c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>; <c>not-yours</c>: also for a supervisor who does not work on it, for she would shut
    /// herself out; <c>objects</c>, <c>handover</c>, or what <see cref="RekeyCase"/> refuses.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid actor, IReadOnlyList<NewObject> objects, CaseKeyChange change, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await colleagues.LockAsync(caseId, actor, cancel);
        if (await database.IsRestrictedAsync(caseId, cancel))
        {
            return;
        }

        if (!await colleagues.HasGrantAsync(caseId, actor, cancel))
        {
            throw new RefusedException("not-yours", RefusalKind.Conflict);
        }

        database.Add(new Restriction { CaseId = caseId, Since = time.GetUtcNow() });
        await database.SaveChangesAsync(cancel);
        await colleagues.StateAsync(caseId, actor, objects, cancel);
        await rekey.RunAsync(caseId, actor, change, cancel);
        await audit.AppendAsync(caseId, "CaseRestricted", Actor.Staff(actor), [], cancel);
        await transaction.CommitAsync(cancel);
    }
}
