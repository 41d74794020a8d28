using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>The documents of daily heads as an auditor's browser verifies them, oldest first.</summary>
public sealed class ReadHeads(CaseManagerDbContext database)
{
    /// <param name="from">The first day, inclusive; <see langword="null"/> for the newest head alone.</param>
    public async Task<IReadOnlyList<byte[]>> RunAsync(DateOnly? from, CancellationToken cancel)
    {
        var heads = database.Set<DailyHead>().AsNoTracking();
        return from is { } first
            ? await heads.Where(head => head.Day >= first).OrderBy(head => head.Day).Select(head => head.Bytes).ToListAsync(cancel)
            : await heads.OrderByDescending(head => head.Day).Take(1).Select(head => head.Bytes).ToListAsync(cancel);
    }
}
