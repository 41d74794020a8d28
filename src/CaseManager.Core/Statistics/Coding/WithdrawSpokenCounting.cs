using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Coding;

/// <summary>She told a caseworker that she does not want to be counted: from then on the case is not, also after it is closed. What was counted is taken back by its ids.</summary>
public sealed class WithdrawSpokenCounting(CaseManagerDbContext database, StoreObjects store, AuditLog audit, TimeProvider time)
{
    /// <param name="objects">The sealed <c>consent</c> frame, under <c>C</c>.</param>
    /// <exception cref="RefusedException"><c>objects</c>, <c>unknown-case</c>, <c>not-taken-up</c>, or what a sealed object is refused for.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (objects is not [{ Kind: ObjectKinds.Consent, KeyPair: KeyPairName.C }])
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await database.FindCaseAsync(caseId, cancel);
        await store.RunAsync(caseId, Authors.Staff(staffId), objects, replaceWraps: false, cancel);
        var standing = await database.Set<Consent>()
            .SingleOrDefaultAsync(consent => consent.CaseId == caseId && consent.Purpose == ConsentPurposes.Statistics && consent.WithdrawnAt == null, cancel);
        if (standing is not null)
        {
            standing.Withdraw(time.GetUtcNow());
            await database.SaveChangesAsync(cancel);
            await audit.AppendAsync(
                caseId, "ConsentWithdrawn", Actor.Staff(staffId), new AuditData { { "purpose", ConsentPurposes.Statistics }, { "how", Consent.Spoken } }, cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
