using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Sealing;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases;

/// <summary>She writes to her case: a message, more links, a document.</summary>
public sealed class AddSurvivorObjects(CaseManagerDbContext database, FindByReceipt findByReceipt, StoreObjects store, AuditLog audit, TimeProvider time)
{
    /// <returns>How many objects were new.</returns>
    /// <exception cref="RefusedException"><c>unknown-receipt</c>, <c>objects</c>, or what a sealed object is refused for.</exception>
    /// <exception cref="BehindException">She wrote from somewhere else meanwhile.</exception>
    public async Task<int> RunAsync(ReceiptProof? receipt, IReadOnlyList<NewObject> objects, CancellationToken cancel)
    {
        // Who may open a case is decided when it is sent; a consent has a request of its own.
        if (objects.Count == 0 || objects.Any(o => o.Kind is ObjectKinds.Wrap or ObjectKinds.Draft or ObjectKinds.Consent))
        {
            throw new RefusedException("objects");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var report = await findByReceipt.RunAsync(receipt, cancel);
        await audit.LockAsync(report.CaseId, cancel);
        var brings = await database.BringsMessageAsync(report.CaseId, objects, cancel);
        var stored = await store.RunAsync(report.CaseId, Authors.Survivor, objects, replaceWraps: false, cancel);

        // A case that nobody took up yet stands in the list of those; whoever takes it up finds the message waiting.
        if (brings && await database.Set<Case>().SingleOrDefaultAsync(row => row.CaseId == report.CaseId, cancel) is { } caseFile)
        {
            caseFile.HearFromHer(time.GetUtcNow());
            if (caseFile.AssigneeId is null)
            {
                // Whoever had it has left, perhaps after closing it: somebody has to find it.
                report.HandBack();
            }

            await database.SaveChangesAsync(cancel);
        }

        if (stored > 0)
        {
            await audit.AppendAsync(report.CaseId, "SurvivorWrote", Actor.Survivor, new AuditData { { "kinds", objects.Select(o => o.Kind) } }, cancel);
        }

        await transaction.CommitAsync(cancel);
        return stored;
    }
}
