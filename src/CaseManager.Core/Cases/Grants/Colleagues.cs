using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using CaseManager.Core.Sealing.Roster;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Grants;

/// <summary>Who works on a case: the steps that several use cases share, inside their transactions.</summary>
public sealed class Colleagues(CaseManagerDbContext database, StoreObjects store, AuditLog audit, TimeProvider time)
{
    /// <summary>Locks a case that is being worked on, for whoever may decide who works on it.</summary>
    /// <param name="actor">Works on it, or is a supervisor.</param>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>not-taken-up</c>, <c>case-closed</c>, <c>not-yours</c>.</exception>
    public async Task<Case> LockAsync(Guid caseId, Guid actor, CancellationToken cancel)
    {
        await audit.LockAsync(caseId, cancel);
        var caseFile = await database.FindOpenCaseAsync(caseId, cancel);
        return await HasGrantAsync(caseId, actor, cancel) || caseFile.AssigneeId == actor || await database.IsSupervisorAsync(actor, cancel)
            ? caseFile
            : throw new RefusedException("not-yours", RefusalKind.Conflict);
    }

    /// <summary>Somebody a case can be given to: her account is open, her roles open reports, and an officer gave her the team's keys.</summary>
    /// <exception cref="RefusedException"><c>colleague</c>.</exception>
    public async Task RequireAsync(Guid staffId, CancellationToken cancel)
    {
        if (!await MayBeGivenAsync(staffId, cancel))
        {
            throw new RefusedException("colleague");
        }
    }

    /// <summary>Whether a case can be given to her.</summary>
    public async Task<bool> MayBeGivenAsync(Guid staffId, CancellationToken cancel) =>
        (await database.OpenersAsync(cancel)).Contains(staffId) && await database.Set<EpochWrap>().AnyAsync(wrap => wrap.StaffId == staffId, cancel);

    /// <summary>Keeps the signed statement about who works on a case, where it has a key for notes to seal it with.</summary>
    /// <exception cref="RefusedException"><c>objects</c>; <c>handover</c>: a restricted case needs one.</exception>
    public async Task StateAsync(Guid caseId, Guid actor, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (objects is not ([] or [{ Kind: ObjectKinds.Handover, KeyPair: KeyPairName.N }]))
        {
            throw new RefusedException("objects");
        }

        if (objects is [] && await database.IsRestrictedAsync(caseId, cancel))
        {
            throw new RefusedException("handover");
        }

        await store.RunAsync(caseId, Authors.Staff(actor), objects, replaceWraps: false, cancel);
    }

    /// <summary>Takes access away. A restricted case gets new keys as well, from the next browser of somebody who still works on it.</summary>
    public async Task EndAsync(Guid caseId, Guid staffId, CancellationToken cancel)
    {
        var own = Recipients.Staff(staffId);
        await database.Set<CaseGrant>().Where(grant => grant.CaseId == caseId && grant.StaffId == staffId).ExecuteDeleteAsync(cancel);
        await database.Set<SealedObject>().Where(o => o.CaseId == caseId && o.Kind == ObjectKinds.Wrap && o.Recipient == own).ExecuteDeleteAsync(cancel);
        if (await database.IsRestrictedAsync(caseId, cancel))
        {
            await database.RekeyAsync(caseId, time.GetUtcNow(), cancel);
        }
    }

    public Task<bool> HasGrantAsync(Guid caseId, Guid staffId, CancellationToken cancel) =>
        database.Set<CaseGrant>().AnyAsync(grant => grant.CaseId == caseId && grant.StaffId == staffId, cancel);
}
