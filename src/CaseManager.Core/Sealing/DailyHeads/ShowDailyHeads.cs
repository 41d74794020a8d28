using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>The newest daily heads with who countersigned them, and what is wrong with them, for people.</summary>
public sealed class ShowDailyHeads(CaseManagerDbContext database, TimeProvider time)
{
    /// <summary>Heads shown.</summary>
    public const int Most = 7;

    /// <summary>A day has at most 25 hours, and the job asks every minute.</summary>
    private static readonly TimeSpan TooLong = TimeSpan.FromHours(26);

    public async Task<ShownDailyHeads> RunAsync(CancellationToken cancel)
    {
        var heads = await database.Set<DailyHead>()
            .AsNoTracking()
            .OrderByDescending(head => head.Day)
            .Take(Most)
            .Select(head => new ShownHead(
                head.Day,
                head.Chains,
                head.TakenAt,
                head.WrittenAt != null,
                database.Set<Countersignature>()
                    .Where(signature => signature.Day == head.Day)
                    .Join(database.Users, signature => signature.StaffId, member => member.Id, (signature, member) => member.Alias)
                    .OrderBy(alias => alias)
                    .ToList()))
            .ToListAsync(cancel);
        var faults = await database.Set<DailyHead>()
            .Where(head => head.WrittenAt == null && head.FileFault != null)
            .OrderBy(head => head.Day)
            .Select(head => new FileAlarm(head.Day, head.FileFault!))
            .ToListAsync(cancel);
        var isLate = heads is [var newest, ..] && time.GetUtcNow() - newest.TakenAt > TooLong;
        return new ShownDailyHeads(heads, faults is [var first, ..] ? first : null, faults.Count, isLate);
    }
}

/// <param name="Alarm">The oldest head that could not be written; <see langword="null"/> where nothing is wrong.</param>
/// <param name="Unwritten">How many heads could not be written.</param>
/// <param name="IsLate">No head was taken for more than a day: no worker runs.</param>
public sealed record ShownDailyHeads(IReadOnlyList<ShownHead> Heads, FileAlarm? Alarm, int Unwritten, bool IsLate);

/// <param name="SignedBy">Aliases of the auditors.</param>
public sealed record ShownHead(DateOnly Day, int Chains, DateTimeOffset TakenAt, bool IsWritten, IReadOnlyList<string> SignedBy);

/// <param name="Fault">One of <see cref="HeadFileFault"/>.</param>
public sealed record FileAlarm(DateOnly Day, string Fault);
