using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Replies;

/// <summary>One saved reply, for whoever changes it.</summary>
public sealed class FindReply(CaseManagerDbContext database)
{
    /// <returns><see langword="null"/> where there is none.</returns>
    public Task<SavedReply?> RunAsync(Guid id, CancellationToken cancel) => database.Set<SavedReply>().AsNoTracking().SingleOrDefaultAsync(reply => reply.Id == id, cancel);
}
