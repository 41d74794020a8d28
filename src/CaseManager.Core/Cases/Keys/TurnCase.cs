using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Related;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Keys;

/// <summary>
/// A colleague's browser makes the wraps that are missing for a case's audience, and new keys where somebody who left
/// knows the old ones.
/// </summary>
public sealed class TurnCase(CaseManagerDbContext database, KeepCaseKeys keep, RekeyCase rekey, AuditLog audit)
{
    /// <exception cref="RefusedException"><c>unknown-case</c>, or what <see cref="KeepCaseKeys"/> and <see cref="RekeyCase"/> refuse.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, CaseKeyChange change, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await database.FindReportAsync(caseId, cancel);
        var isRekey = change.Keys.Count > 0;
        await (isRekey ? rekey.RunAsync(caseId, staffId, change, cancel) : keep.RunAsync(caseId, staffId, change, cancel));
        if (await database.Set<CaseTag>().AnyAsync(tag => tag.CaseId == caseId && tag.Epoch != change.Epoch, cancel))
        {
            await KeepTags.ReplaceAsync(database, caseId, change.Epoch, change.Tags, cancel);
        }

        await audit.AppendAsync(
            caseId,
            isRekey ? "CaseRekeyed" : "CaseRewrapped",
            Actor.Staff(staffId),
            new AuditData { { "epoch", change.Epoch }, { "keys", change.Keys.Select(key => $"{key.KeyPair}.{key.Generation}") } },
            cancel);
        await transaction.CommitAsync(cancel);
    }
}
