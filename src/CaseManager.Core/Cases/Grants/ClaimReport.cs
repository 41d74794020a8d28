using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Reminders;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Grants;

/// <summary>A caseworker takes a report up, or takes a case over from a colleague. The team can open it as before.</summary>
public sealed class ClaimReport(CaseManagerDbContext database, Colleagues colleagues, AuditLog audit, TimeProvider time)
{
    /// <param name="takeOverFrom">The colleague it is knowingly taken over from; <see langword="null"/> where nobody has it.</param>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>case-closed</c>.</exception>
    /// <exception cref="CaseTakenException">Somebody else has it.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, Guid? takeOverFrom, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);

        // Two who click at once come one after the other: the second learns who was first.
        await audit.LockAsync(caseId, cancel);
        var report = await database.FindReportAsync(caseId, cancel);
        var caseFile = await database.Set<Case>().SingleOrDefaultAsync(row => row.CaseId == caseId, cancel);
        if (caseFile is { IsClosed: true })
        {
            throw new RefusedException("case-closed", RefusalKind.Conflict);
        }

        if (caseFile?.AssigneeId == staffId)
        {
            return;
        }

        if (caseFile?.AssigneeId is { } other && other != takeOverFrom)
        {
            throw new CaseTakenException(other, await database.AliasAsync(other, cancel));
        }

        var data = new AuditData();
        if (caseFile?.AssigneeId is { } before)
        {
            data.Add("from", before);
        }

        var now = time.GetUtcNow();
        caseFile ??= await database.StartCaseAsync(caseId, now, cancel);
        // Her browser makes her wraps next; those of a colleague it is taken over from end, except in a restricted case, where that costs new keys.
        if (caseFile.AssigneeId is { } taken && !await database.IsRestrictedAsync(caseId, cancel))
        {
            await colleagues.EndAsync(caseId, taken, cancel);
        }

        await database.GrantAsync(caseId, staffId, now, cancel);
        caseFile.AssignTo(staffId);
        report.TakeUp(now);
        await database.SaveChangesAsync(cancel);
        await database.PassRemindersAsync(caseId, staffId, cancel);
        await audit.AppendAsync(caseId, "CaseTakenUp", Actor.Staff(staffId), data, cancel);
        await transaction.CommitAsync(cancel);
    }
}
