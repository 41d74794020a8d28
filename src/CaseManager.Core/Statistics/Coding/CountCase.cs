using CaseManager.Core.Audit;
using CaseManager.Core.Cases;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Contributions;
using CaseManager.Core.Statistics.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Coding;

/// <summary>Counts one end of a case, once for its life: the facts go where nothing names the case, the case keeps that it was counted, and she can read what was.</summary>
public sealed class CountCase(CaseManagerDbContext database, StoreObjects store, OrganisationZone zone, AuditLog audit)
{
    /// <param name="objects">The sealed <c>counting-id</c>, under <c>C</c>: what was counted, and the id she can take it back by.</param>
    /// <exception cref="RefusedException">
    /// <c>codes</c>, <c>objects</c>, <c>unknown-case</c>, <c>not-taken-up</c>; <c>venue-file</c>: it is about nobody; <c>merged-case</c>: she is counted in the case it
    /// is worked on in; <c>counted-already</c>; <c>no-consent-statistics</c>; <c>not-closed</c>; <c>month-differs</c>: the page showed another; <c>month-fixed</c>: its
    /// figures are drawn; <c>contribution-id</c>: it is in use; or what a sealed object is refused for.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid staffId, CodedFacts facts, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        if (objects is not [{ Kind: ObjectKinds.CountingId, KeyPair: KeyPairName.C }])
        {
            throw new RefusedException("objects");
        }

        var row = facts.ToRow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        await database.ShareLedgerAsync(cancel);
        var caseFile = await database.FindCaseAsync(caseId, cancel);
        if (IsCounted(caseFile, row.Side) && await IsStoredAsync(caseId, objects[0], cancel))
        {
            return;
        }

        await CheckAsync(caseFile, row, cancel);
        await store.RunAsync(caseId, Authors.Staff(staffId), objects, replaceWraps: false, cancel);
        if (row.Side == Side.Intake)
        {
            caseFile.CountAtIntake();
        }
        else
        {
            caseFile.CountAtClosure();
        }

        database.Add(row);
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(caseId, "CaseCoded", Actor.Staff(staffId), new AuditData { { "side", NameOf(row.Side) } }, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task CheckAsync(Case caseFile, InboxRow row, CancellationToken cancel)
    {
        if (caseFile.VenueId is not null)
        {
            throw new RefusedException("venue-file");
        }

        if (caseFile.MergedInto is not null)
        {
            throw new RefusedException("merged-case", RefusalKind.Conflict);
        }

        if (IsCounted(caseFile, row.Side))
        {
            throw new RefusedException("counted-already", RefusalKind.Conflict);
        }

        if (!await database.Set<Consent>().AnyAsync(
            consent => consent.CaseId == caseFile.CaseId && consent.Purpose == ConsentPurposes.Statistics && consent.WithdrawnAt == null, cancel))
        {
            throw new RefusedException("no-consent-statistics", RefusalKind.Conflict);
        }

        if (zone.MonthOf(row.Side, await database.FindReportAsync(caseFile.CaseId, cancel), caseFile) is not { } month)
        {
            throw new RefusedException("not-closed", RefusalKind.Conflict);
        }

        if (month != row.Month)
        {
            throw new RefusedException("month-differs", RefusalKind.Conflict);
        }

        if (await database.IsFixedAsync(row.Side, month, cancel))
        {
            throw new RefusedException("month-fixed", RefusalKind.Conflict);
        }

        if (await database.Set<InboxRow>().AnyAsync(other => other.Id == row.Id, cancel)
            || await database.Set<IntakeContribution>().AnyAsync(other => other.Id == row.Id, cancel)
            || await database.Set<ClosureContribution>().AnyAsync(other => other.Id == row.Id, cancel))
        {
            throw new RefusedException("contribution-id", RefusalKind.Conflict);
        }
    }

    private static bool IsCounted(Case caseFile, Side side) => side == Side.Intake ? caseFile.CountedAtIntake : caseFile.CountedAtClosure;

    private static string NameOf(Side side) => side == Side.Intake ? "intake" : "closure";

    // The same click, twice.
    private Task<bool> IsStoredAsync(Guid caseId, NewObject posted, CancellationToken cancel) =>
        database.Set<SealedObject>().AnyAsync(o => o.CaseId == caseId && o.ObjectId == posted.ObjectId && o.Hash == posted.Hash, cancel);
}
