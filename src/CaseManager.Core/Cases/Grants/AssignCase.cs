using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Reminders;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Grants;

/// <summary>Gives a case that nobody works on to a colleague. Her wraps follow from the browser of whoever gave it.</summary>
public sealed class AssignCase(CaseManagerDbContext database, Colleagues colleagues, AuditLog audit, TimeProvider time)
{
    /// <param name="objects">The sealed <c>handover</c> where the case has a key for notes; else empty.</param>
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>case-closed</c>, <c>colleague</c>, <c>objects</c>, or what a sealed object is refused for.</exception>
    /// <exception cref="CaseTakenException">Somebody has it: it can be offered, not assigned.</exception>
    public async Task RunAsync(Guid caseId, Guid actor, Guid to, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var report = await database.FindReportAsync(caseId, cancel);
        await colleagues.RequireAsync(to, cancel);
        var caseFile = await database.Set<Case>().SingleOrDefaultAsync(row => row.CaseId == caseId, cancel);
        if (caseFile is { IsClosed: true })
        {
            throw new RefusedException("case-closed", RefusalKind.Conflict);
        }

        if (caseFile?.AssigneeId == to)
        {
            return;
        }

        if (caseFile?.AssigneeId is { } other)
        {
            throw new CaseTakenException(other, await database.AliasAsync(other, cancel));
        }

        var now = time.GetUtcNow();
        caseFile ??= await database.StartCaseAsync(caseId, now, cancel);
        await database.GrantAsync(caseId, to, now, cancel);
        caseFile.AssignTo(to);
        report.TakeUp(now);
        await database.SaveChangesAsync(cancel);
        await database.PassRemindersAsync(caseId, to, cancel);
        await colleagues.StateAsync(caseId, actor, objects, cancel);
        await audit.AppendAsync(caseId, "CaseAssigned", Actor.Staff(actor), new AuditData { { "to", to } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}
