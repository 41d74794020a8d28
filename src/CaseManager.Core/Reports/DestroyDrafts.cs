using CaseManager.Core.Audit;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>Destroys drafts that were never sent and that staff may not read. Their audit chain stays.</summary>
public sealed class DestroyDrafts(CaseManagerDbContext database, AuditLog audit, TimeProvider time)
{
    /// <returns>How many.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var due = await database.Set<Report>()
            .Where(r => r.DraftUntil <= now)
            .OrderBy(r => r.DraftUntil)
            .Select(r => r.CaseId)
            .Take(500)
            .ToListAsync(cancel);
        var destroyed = 0;
        foreach (var caseId in due)
        {
            destroyed += await DestroyAsync(caseId, now, cancel);
        }

        return destroyed;
    }

    private async Task<int> DestroyAsync(Guid caseId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(caseId, cancel);

        // She may have sent it, or kept it anew, since the list was read.
        var gone = await database.Set<Report>().Where(r => r.CaseId == caseId && r.DraftUntil <= now).ExecuteDeleteAsync(cancel);
        if (gone > 0)
        {
            await database.Set<SealedObject>().Where(o => o.CaseId == caseId).ExecuteDeleteAsync(cancel);
            await database.Set<CaseKeyPair>().Where(key => key.CaseId == caseId).ExecuteDeleteAsync(cancel);
            await database.Set<Consent>().Where(consent => consent.CaseId == caseId).ExecuteDeleteAsync(cancel);
            await audit.AppendAsync(caseId, "DraftDestroyed", Actor.Job("drafts"), [], cancel);
            await transaction.CommitAsync(cancel);
        }

        return gone;
    }
}
