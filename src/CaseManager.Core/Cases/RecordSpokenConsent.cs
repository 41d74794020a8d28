using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>A caseworker records a consent that she spoke; what was said is sealed where she can read it.</summary>
public sealed class RecordSpokenConsent(CaseManagerDbContext database, StoreObjects store, AuditLog audit, TimeProvider time)
{
    /// <param name="objects">The sealed <c>consent</c> frame, under <c>C</c>.</param>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>purpose</c>, <c>objects</c>, <c>case-closed</c>, <c>venue-file</c>: it is about nobody who could allow it, or what a sealed object is refused for.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, string purpose, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (!ConsentPurposes.All.Contains(purpose))
        {
            throw new RefusedException("purpose");
        }

        if (objects is not [{ Kind: ObjectKinds.Consent, KeyPair: KeyPairName.C }])
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var caseFile = await database.FindOpenCaseAsync(caseId, cancel);
        if (purpose != ConsentPurposes.SendLinks && caseFile.VenueId is not null)
        {
            // It is about nobody who could allow anything.
            throw new RefusedException("venue-file");
        }

        await store.RunAsync(caseId, Authors.Staff(staffId), objects, replaceWraps: false, cancel);
        var stands = await database.Set<Consent>().AnyAsync(
            consent => consent.CaseId == caseId && consent.Purpose == purpose && consent.WithdrawnAt == null, cancel);
        if (!stands)
        {
            database.Add(new Consent { Id = RandomId.New(), CaseId = caseId, Purpose = purpose, GivenAt = time.GetUtcNow(), How = Consent.Spoken });
            await database.SaveChangesAsync(cancel);
            await audit.AppendAsync(
                caseId, "ConsentGiven", Actor.Staff(staffId), new AuditData { { "purpose", purpose }, { "how", Consent.Spoken } }, cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
