using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>
/// A colleague's browser wraps the keys of a case for the team's newest epoch, and makes new keys where somebody who
/// left knows the old ones.
/// </summary>
public sealed class TurnCase(CaseManagerDbContext database, KeepCaseKeys keep, AuditLog audit)
{
    /// <exception cref="RefusedException">
    /// <c>unknown-case</c>; <c>rekey</c>: one of its key pairs would stay as it was; or what <see cref="KeepCaseKeys"/> refuses.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid staffId, CaseKeyChange change, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await database.FindReportAsync(caseId, cancel);
        var due = await database.Set<CaseRekey>().AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == caseId, cancel);
        if (change.Keys.Count > 0)
        {
            await CheckRekeyAsync(caseId, change.Keys, cancel);
        }

        await keep.RunAsync(caseId, staffId, change, cancel);
        if (change.Keys.Count > 0 && due is not null)
        {
            // Not one that became due meanwhile: these keys may be wrapped for whoever just left.
            await database.Set<CaseRekey>().Where(row => row.CaseId == caseId && row.Since == due.Since).ExecuteDeleteAsync(cancel);
        }

        await audit.AppendAsync(
            caseId,
            change.Keys.Count > 0 ? "CaseRekeyed" : "CaseRewrapped",
            Actor.Staff(staffId),
            new AuditData { { "epoch", change.Epoch }, { "keys", change.Keys.Select(key => $"{key.KeyPair}.{key.Generation}") } },
            cancel);
        await transaction.CommitAsync(cancel);
    }

    // Half of it new would leave the other half readable to whom it must not be.
    private async Task CheckRekeyAsync(Guid caseId, IReadOnlyList<NewCaseKey> keys, CancellationToken cancel)
    {
        var pairs = await database.Set<CaseKeyPair>().Where(key => key.CaseId == caseId).Select(key => key.KeyPair).Distinct().ToListAsync(cancel);
        if (!keys.Select(key => key.KeyPair).Order().SequenceEqual(pairs.Order()))
        {
            throw new RefusedException("rekey");
        }
    }
}
