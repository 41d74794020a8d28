using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>Shows staff the drafts that she said they may read once 24 hours have passed.</summary>
public sealed class ShowDrafts(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <returns>How many.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var due = await database.Set<Report>()
            .Where(r => r.DraftReadableFrom <= now)
            .OrderBy(r => r.DraftReadableFrom)
            .Select(r => r.CaseId)
            .Take(500)
            .ToListAsync(cancel);
        var shown = 0;
        foreach (var caseId in due)
        {
            shown += await ShowAsync(caseId, now, cancel);
        }

        return shown;
    }

    private async Task<int> ShowAsync(Guid caseId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);
        var report = await database.Set<Report>().FirstOrDefaultAsync(r => r.CaseId == caseId && r.DraftReadableFrom <= now, cancel);
        if (report is null)
        {
            return 0;
        }

        report.Receive(now, held: false);
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(caseId, "DraftShown", Actor.Job("drafts"), [], cancel);
        await transaction.CommitAsync(cancel);
        return 1;
    }
}
