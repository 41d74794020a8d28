using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Replies;

/// <summary>The saved replies, by language and title.</summary>
public sealed class ListReplies(CaseManagerDbContext database)
{
    /// <summary>More are neither written nor shown.</summary>
    public const int Most = 500;

    public async Task<IReadOnlyList<SavedReply>> RunAsync(CancellationToken cancel) => await database.Set<SavedReply>().AsNoTracking()
        .OrderBy(reply => reply.Language).ThenBy(reply => reply.Title).ThenBy(reply => reply.Id)
        .Take(Most)
        .ToListAsync(cancel);
}
