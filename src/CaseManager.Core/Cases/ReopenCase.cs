using CaseManager.Core.Audit;
using CaseManager.Core.Cases.Reminders;

namespace CaseManager.Core.Cases;

/// <summary>Takes a closed case up again: it came back, or she wrote.</summary>
public sealed class ReopenCase(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RefusedException"><c>unknown-case</c>, <c>not-taken-up</c>.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var caseFile = await database.FindCaseAsync(caseId, cancel);
        if (!caseFile.IsClosed)
        {
            return;
        }

        caseFile.Reopen();
        caseFile.AssignTo(staffId);
        await database.GrantAsync(caseId, staffId, time.GetUtcNow(), cancel);
        await database.SaveChangesAsync(cancel);
        await database.PassRemindersAsync(caseId, staffId, cancel);
        await audit.AppendAsync(caseId, "CaseReopened", Actor.Staff(staffId), [], cancel);
        await transaction.CommitAsync(cancel);
    }
}
