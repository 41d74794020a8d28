using CaseManager.Core.Audit;

namespace CaseManager.Core.Cases;

/// <summary>Staff looked at the card of a report that came in a flood, and put it to the others.</summary>
public sealed class ReleaseHeldReport(CaseManagerDbContext database, AuditLog audit)
{
    /// <exception cref="RefusedException"><c>unknown-case</c>.</exception>
    public async Task RunAsync(Guid caseId, Guid staffId, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var report = await database.FindReportAsync(caseId, cancel);
        if (!report.Held)
        {
            return;
        }

        report.ReleaseHold();
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(caseId, "HoldReleased", Actor.Staff(staffId), [], cancel);
        await transaction.CommitAsync(cancel);
    }
}
