using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Related;

/// <summary>A person decides that two cases are one survivor's, or takes that back. Both stay as they are.</summary>
public sealed class LinkCases(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <param name="same">Whether they are one person's; <see langword="false"/> takes it back.</param>
    /// <exception cref="RefusedException"><c>unknown-case</c>: one of them is not there for her; <c>other</c>: they are one case; <c>not-a-person</c>: one is the file of a venue.</exception>
    public async Task RunAsync(Guid caseId, Guid otherId, Guid staffId, bool same, CancellationToken cancel)
    {
        if (caseId == otherId)
        {
            throw new RefusedException("other");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync([caseId, otherId], cancel);
        await database.FindReportAsync(caseId, cancel);
        await database.FindReachableAsync(otherId, staffId, cancel);
        if (await database.Set<Case>().AnyAsync(row => (row.CaseId == caseId || row.CaseId == otherId) && row.VenueId != null, cancel))
        {
            throw new RefusedException("not-a-person", RefusalKind.Conflict);
        }

        var (first, second) = SamePerson.Pair(caseId, otherId);
        var there = await database.Set<SamePerson>().SingleOrDefaultAsync(pair => pair.FirstId == first && pair.SecondId == second, cancel);
        if (same == (there is not null))
        {
            return;
        }

        if (there is null)
        {
            database.Add(new SamePerson { FirstId = first, SecondId = second, Since = time.GetUtcNow() });
        }
        else
        {
            database.Remove(there);
        }

        await database.SaveChangesAsync(cancel);
        var type = same ? "CasesLinked" : "CasesUnlinked";
        await audit.AppendAsync(
            [
                new NewAuditEvent(caseId, type, Actor.Staff(staffId), new AuditData { { "other", otherId } }),
                new NewAuditEvent(otherId, type, Actor.Staff(staffId), new AuditData { { "other", caseId } }),
            ],
            cancel);
        await transaction.CommitAsync(cancel);
    }
}
