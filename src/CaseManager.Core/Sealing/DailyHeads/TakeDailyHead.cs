using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>
/// Takes the head of the organisation's day over all audit chains, unless that day has one. After a time without, the next
/// one stands for all that happened meanwhile: it names the head before it, whenever that was.
/// </summary>
public sealed class TakeDailyHead(CaseManagerDbContext database, AuditLog audit, DailyHeadOptions options, TimeProvider time)
{
    private static readonly Actor Taker = Actor.Job("audit-heads");

    /// <returns>The day, where a head was taken; <see langword="null"/> where none was due, or the organisation has no keys yet.</returns>
    public async Task<DateOnly?> RunAsync(CancellationToken cancel)
    {
        var day = options.DayOf(time.GetUtcNow());
        if (!await IsDueAsync(day, cancel) || await database.Set<Instance>().AsNoTracking().SingleOrDefaultAsync(cancel) is not { } instance)
        {
            return null;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);

        // Two workers at once: the second waits, and finds the day taken.
        await audit.LockAsync(AuditLog.Organisation, cancel);
        if (!await IsDueAsync(day, cancel))
        {
            return null;
        }

        var before = await NewestAsync(cancel);
        var list = await ListAsync(cancel);
        var at = time.GetUtcNow().RoundedToMicroseconds();
        var document = new HeadDocument
        {
            V = 1,
            Instance = HexId.FromBytes(instance.InstanceId),
            Day = day,
            Previous = before?.Hash ?? AuditHash.None,
            Chains = list.Length / HeadList.EntryLength,
            List = HeadList.HashOf(list),
            At = at,
        };
        var head = database.Add(DailyHead.Taken(day, document.ToBytes(), list, at)).Entity;
        await database.SaveChangesAsync(cancel);
        await DropOldListsAsync(day, cancel);
        await audit.AppendAsync(
            AuditLog.Organisation,
            "DailyHeadTaken",
            Taker,
            new AuditData { { "day", HeadDay.Write(day) }, { "hash", head.Hash }, { "chains", head.Chains } },
            cancel);
        await transaction.CommitAsync(cancel);
        return day;
    }

    /// <summary>A clock that was set back takes no second head of a day that is over.</summary>
    private async Task<bool> IsDueAsync(DateOnly day, CancellationToken cancel) =>
        !await database.Set<DailyHead>().AnyAsync(head => head.Day >= day, cancel);

    private Task<PreviousHead?> NewestAsync(CancellationToken cancel) =>
        database.Set<DailyHead>().OrderByDescending(head => head.Day).Select(head => new PreviousHead(head.Hash)).FirstOrDefaultAsync(cancel);

    /// <summary>In one statement, and so of one moment.</summary>
    private async Task<byte[]> ListAsync(CancellationToken cancel) => (await database.Database.SqlQuery<byte[]>(
        $"""
        select coalesce(string_agg(uuid_send("ChainId") || int4send("Sequence") || "Hash", ''::bytea order by "ChainId"), ''::bytea) as "Value"
        from audit.heads where "Sequence" > 0
        """).ToListAsync(cancel))[0];

    /// <summary>What stands in a file need not stand in the database as well, once a newer list does.</summary>
    private Task<int> DropOldListsAsync(DateOnly day, CancellationToken cancel) => database.Set<DailyHead>()
        .Where(head => head.Day < day && head.WrittenAt != null && head.List != null)
        .ExecuteUpdateAsync(head => head.SetProperty(h => h.List, (byte[]?)null), cancel);

    private sealed record PreviousHead(byte[] Hash);
}
