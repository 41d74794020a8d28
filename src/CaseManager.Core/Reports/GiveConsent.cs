using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>She agrees to one purpose; her words about it stay sealed.</summary>
public sealed class GiveConsent(
    CaseManagerDbContext database, FindByReceipt findByReceipt, StoreObjects store, AuditLog audit, TimeProvider time)
{
    /// <param name="objects">The sealed <c>consent</c> frame.</param>
    /// <exception cref="RefusedException"><c>purpose</c>, <c>objects</c>, or what a sealed object is refused for.</exception>
    public async Task RunAsync(ReceiptProof? receipt, string purpose, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (!ConsentPurposes.All.Contains(purpose))
        {
            throw new RefusedException("purpose", RefusalKind.NotFound);
        }

        if (objects is not [{ Kind: ObjectKinds.Consent }])
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var report = await findByReceipt.RunAsync(receipt, cancel);
        await store.RunAsync(report.CaseId, Authors.Survivor, objects, replaceWraps: false, cancel);
        var given = await WithFormAsync(report.CaseId, [purpose], time.GetUtcNow(), cancel);
        if (given > 0)
        {
            await database.SaveChangesAsync(cancel);
            await audit.AppendAsync(report.CaseId, "ConsentGiven", Actor.Survivor, new AuditData { { "purpose", purpose }, { "how", Consent.OnForm } }, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>Adds consents to the caller's unit of work; one that stands already stays as it is.</summary>
    /// <returns>How many are new.</returns>
    internal async Task<int> WithFormAsync(Guid caseId, IReadOnlyList<string> purposes, DateTimeOffset now, CancellationToken cancel)
    {
        var standing = await database.Set<Consent>()
            .Where(consent => consent.CaseId == caseId && consent.WithdrawnAt == null)
            .Select(consent => consent.Purpose)
            .ToListAsync(cancel);
        var fresh = purposes.Except(standing).ToList();
        AddWithForm(caseId, fresh, now);
        return fresh.Count;
    }

    /// <summary>Adds the consents of a case that is made in the caller's unit of work.</summary>
    internal void AddWithForm(Guid caseId, IEnumerable<string> purposes, DateTimeOffset now) => database.AddRange(purposes.Select(purpose =>
        new Consent { Id = RandomId.New(), CaseId = caseId, Purpose = purpose, GivenAt = now, How = Consent.OnForm }));
}
