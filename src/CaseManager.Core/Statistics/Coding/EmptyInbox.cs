using System.Security.Cryptography;
using CaseManager.Core.Statistics.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Coding;

/// <summary>Takes what was coded to the other contributions, all at once and in shuffled order: where a row lies, and in which transaction it was written, tells nothing of its case.</summary>
public sealed class EmptyInbox(StatisticsDatabase databases)
{
    /// <exception cref="RefusedException">This machine has no builder's connection.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var builder = databases.OpenBuilder();
        await using var transaction = await builder.Database.BeginTransactionAsync(cancel);
        await MoveAsync(builder, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The same within a transaction of the caller.</summary>
    internal static async Task MoveAsync(CaseManagerDbContext builder, CancellationToken cancel)
    {
        // What the statement deletes it has read: a row taken back meanwhile is in neither place.
        var rows = await builder.Set<InboxRow>().FromSql($"delete from statistics.inbox returning *").AsNoTracking().ToArrayAsync(cancel);
        RandomNumberGenerator.Shuffle<InboxRow>(rows);
        await AddIntakesAsync(builder, [.. rows.Where(row => row.Side == Side.Intake)], cancel);
        await AddClosuresAsync(builder, [.. rows.Where(row => row.Side == Side.Closure)], cancel);
    }

    // A row whose id is there already is the same row: nothing stops the others.
    private static async Task AddIntakesAsync(CaseManagerDbContext builder, IReadOnlyList<InboxRow> rows, CancellationToken cancel)
    {
        var (ids, months, platforms) = (Ids(rows), Months(rows), Platforms(rows));
        var harms = rows.Select(row => row.HarmType!.Value).ToArray();
        var countries = rows.Select(row => row.Country!).ToArray();
        var ages = rows.Select(row => row.AgeBand!.Value).ToArray();
        await builder.Database.ExecuteSqlAsync(
            $"""
            insert into statistics.intakes ("Id", "Month", "Platform", "HarmType", "Country", "AgeBand")
            select * from unnest({ids}, {months}, {platforms}, {harms}, {countries}, {ages}) on conflict ("Id") do nothing
            """,
            cancel);
    }

    private static async Task AddClosuresAsync(CaseManagerDbContext builder, IReadOnlyList<InboxRow> rows, CancellationToken cancel)
    {
        var (ids, months, platforms) = (Ids(rows), Months(rows), Platforms(rows));
        var outcomes = rows.Select(row => row.Outcome!.Value).ToArray();
        var times = rows.Select(row => row.RemovalTime!.Value).ToArray();
        await builder.Database.ExecuteSqlAsync(
            $"""
            insert into statistics.closures ("Id", "Month", "Platform", "Outcome", "RemovalTime")
            select * from unnest({ids}, {months}, {platforms}, {outcomes}, {times}) on conflict ("Id") do nothing
            """,
            cancel);
    }

    private static Guid[] Ids(IReadOnlyList<InboxRow> rows) => [.. rows.Select(row => row.Id)];

    private static int[] Months(IReadOnlyList<InboxRow> rows) => [.. rows.Select(row => row.Month.Index)];

    private static short[] Platforms(IReadOnlyList<InboxRow> rows) => [.. rows.Select(row => row.Platform)];
}
