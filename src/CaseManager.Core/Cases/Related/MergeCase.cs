using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Grants;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Related;

/// <summary>
/// Lets a case be worked on as part of another: it leaves the lists, and its reference leads there. Keys, objects and receipts stay
/// apart, so that it can be split again at any time.
/// </summary>
public sealed class MergeCase(CaseManagerDbContext database, Colleagues colleagues, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException">
    /// <c>unknown-case</c>, <c>case-closed</c>, <c>not-yours</c>; <c>other</c>: into itself;
    /// <c>other-not-taken-up</c>: nobody works on that one; <c>merged</c>: one of them is part of another already;
    /// <c>restricted</c>: who may know of it would change; <c>not-a-person</c>: one of them is the file of a venue.
    /// </exception>
    public async Task RunAsync(Guid caseId, Guid intoId, Guid staffId, CancellationToken cancel)
    {
        if (caseId == intoId)
        {
            throw new RefusedException("other");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync([caseId, intoId], cancel);
        var report = await database.FindReportAsync(caseId, cancel);
        await database.FindReachableAsync(intoId, staffId, cancel);
        if (!await database.Set<Case>().AnyAsync(row => row.CaseId == intoId, cancel))
        {
            throw new RefusedException("other-not-taken-up", RefusalKind.Conflict);
        }

        var into = await colleagues.LockAsync(intoId, staffId, cancel);
        var merged = await database.Set<Case>().SingleOrDefaultAsync(row => row.CaseId == caseId, cancel);
        if (merged?.MergedInto == intoId)
        {
            return;
        }

        await CheckAsync(merged, into, cancel);
        var now = time.GetUtcNow();
        merged ??= await database.StartCaseAsync(caseId, now, cancel);
        if (merged.AssigneeId is null && into.AssigneeId is { } responsible)
        {
            merged.AssignTo(responsible);
            await database.GrantAsync(caseId, responsible, now, cancel);
        }

        merged.MergeInto(intoId);
        report.TakeUp(now);
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(RelatedEvents.Of("CaseMerged", caseId, intoId, staffId), cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task CheckAsync(Case? merged, Case into, CancellationToken cancel)
    {
        if (merged is { IsClosed: true })
        {
            throw new RefusedException("case-closed", RefusalKind.Conflict);
        }

        if (merged?.MergedInto is not null || into.MergedInto is not null
            || (merged is not null && await database.Set<Case>().AnyAsync(row => row.MergedInto == merged.CaseId, cancel)))
        {
            throw new RefusedException("merged", RefusalKind.Conflict);
        }

        // What leaves from a venue's file is never in anybody's name: nobody's case is worked on there, nor it in hers.
        if (merged?.VenueId is not null || into.VenueId is not null)
        {
            throw new RefusedException("not-a-person", RefusalKind.Conflict);
        }

        if ((merged is not null && await database.IsRestrictedAsync(merged.CaseId, cancel)) || await database.IsRestrictedAsync(into.CaseId, cancel))
        {
            throw new RefusedException("restricted", RefusalKind.Conflict);
        }
    }
}
