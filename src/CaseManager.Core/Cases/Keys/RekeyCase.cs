using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Keys;

/// <summary>Gives a case the next generation of all its keys, inside the caller's transaction.</summary>
public sealed class RekeyCase(CaseManagerDbContext database, KeepCaseKeys keep)
{
    /// <exception cref="RefusedException"><c>rekey</c>: one of its key pairs would stay as it was; or what <see cref="KeepCaseKeys"/> refuses.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, CaseKeyChange change, CancellationToken cancel)
    {
        var due = await database.Set<CaseRekey>().AsNoTracking().SingleOrDefaultAsync(row => row.CaseId == caseId, cancel);

        // Half of it new would leave the other half readable to whom it must not be.
        var pairs = await database.Set<CaseKeyPair>().Where(key => key.CaseId == caseId).Select(key => key.KeyPair).Distinct().ToListAsync(cancel);
        if (!change.Keys.Select(key => key.KeyPair).Order().SequenceEqual(pairs.Order()))
        {
            throw new RefusedException("rekey");
        }

        await keep.RunAsync(caseId, staffId, change, cancel);
        if (due is not null)
        {
            // Not one that became due meanwhile: these keys may be wrapped for whoever just left.
            await database.Set<CaseRekey>().Where(row => row.CaseId == caseId && row.Since == due.Since).ExecuteDeleteAsync(cancel);
        }
    }
}
