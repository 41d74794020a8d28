using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>The list that a daily head covers, as long as the database has it; the newest always is there.</summary>
public sealed class ReadHeadList(CaseManagerDbContext database)
{
    /// <exception cref="RefusedException"><c>unknown-head</c>: no head of that day, or its list is only in its file by now.</exception>
    public async Task<byte[]> RunAsync(DateOnly day, CancellationToken cancel) =>
        await database.Set<DailyHead>().Where(head => head.Day == day).Select(head => head.List).SingleOrDefaultAsync(cancel)
        ?? throw new RefusedException("unknown-head", RefusalKind.NotFound);
}
