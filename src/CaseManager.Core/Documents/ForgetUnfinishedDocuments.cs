using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Documents;

/// <summary>Forgets documents that never arrived whole: without the object beside them nobody can open them.</summary>
public sealed class ForgetUnfinishedDocuments(CaseManagerDbContext database, TimeProvider time)
{
    /// <returns>How many.</returns>
    public Task<int> RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - DocumentLimits.UnfinishedFor;
        return database.Set<SealedDocument>().Where(document => document.SentAt == null && document.StartedAt <= before).ExecuteDeleteAsync(cancel);
    }
}
