using System.Security.Cryptography;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Contributions;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CaseManager.Core.Statistics.Importing;

/// <summary>Takes in a file of countable facts: the whole of it, or nothing.</summary>
public sealed class ImportContributions(StatisticsDatabase databases, StatisticsPolicy policy, ReadDirectory directory, TimeProvider time)
{
    /// <summary>Faults that are told at most; the rest is counted.</summary>
    public const int FaultsTold = 100;

    /// <param name="file">Read twice; it can seek.</param>
    /// <exception cref="ImportRefusedException">Something in the file is wrong; nothing was taken in.</exception>
    /// <exception cref="RefusedException">The same file was taken in before.</exception>
    public async Task<ImportedContributions> RunAsync(Stream file, CancellationToken cancel)
    {
        await using var builder = databases.OpenBuilder();
        await using var transaction = await builder.Database.BeginTransactionAsync(cancel);

        // No month freezes while the file is read.
        await builder.ShareLedgerAsync(cancel);
        var frozen = Frozen(await builder.Set<LedgerEntry>().AsNoTracking().ToListAsync(cancel));
        var platforms = (await directory.RunAsync(cancel)).Platforms;
        var read = new ReadContributions(id => platforms.Find(id) is not null, Month.Of(policy.Zone.Today(time.GetUtcNow())));
        var hash = await HashAsync(file, cancel);
        if (await builder.Set<ContributionImport>().AnyAsync(row => row.Hash == hash, cancel))
        {
            throw new RefusedException("imported-before", RefusalKind.Conflict);
        }

        Check(file, read, frozen);
        try
        {
            builder.Add(new ContributionImport { Hash = hash, ImportedAt = time.GetUtcNow().RoundedToMicroseconds() });
            await builder.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException race) when (race.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new RefusedException("imported-before", RefusalKind.Conflict);
        }

        var connection = (NpgsqlConnection)builder.Database.GetDbConnection();
        var intakes = await CopyAsync(connection, file, read, Side.Intake, cancel);
        var closures = await CopyAsync(connection, file, read, Side.Closure, cancel);
        if (!(await HashAsync(file, cancel)).AsSpan().SequenceEqual(hash))
        {
            throw new RefusedException("file-changed", RefusalKind.Conflict);
        }

        await transaction.CommitAsync(cancel);
        return new ImportedContributions(intakes, closures);
    }

    private static async Task<byte[]> HashAsync(Stream file, CancellationToken cancel)
    {
        file.Position = 0;
        return await SHA256.HashDataAsync(file, cancel);
    }

    private static void Check(Stream file, ReadContributions read, HashSet<(Side, Month)> frozen)
    {
        var told = new List<ImportFault>();
        var count = 0;
        void Tell(ImportFault fault)
        {
            count++;
            if (told.Count < FaultsTold)
            {
                told.Add(fault);
            }
        }

        file.Position = 0;
        var late = new HashSet<(Side Side, Month Month)>();
        var rows = 0L;
        foreach (var row in read.Read(file, Tell))
        {
            rows++;
            if (frozen.Contains((row.Side, row.Month)))
            {
                late.Add((row.Side, row.Month));
            }
        }

        foreach (var (side, month) in late.OrderBy(one => one.Month).ThenBy(one => one.Side))
        {
            Tell(new ImportFault(0, 0, "", $"Lines of {(side == Side.Intake ? "intake" : "closure")} of {month} come too late: a release of that time is built, and what comes now would not be counted."));
        }

        if (rows == 0 && count == 0)
        {
            Tell(new ImportFault(1, 0, "", "The file has no line under its header."));
        }

        if (count > 0)
        {
            throw new ImportRefusedException(told, count);
        }
    }

    private static HashSet<(Side Side, Month Month)> Frozen(IEnumerable<LedgerEntry> ledger) =>
        [.. ledger.SelectMany(entry => Enumerable.Range(entry.From.Index, entry.Until.Index - entry.From.Index).Select(month => (FixedCatalogue.Find(entry.Family).Side, new Month(month))))];

    private static async Task<long> CopyAsync(NpgsqlConnection connection, Stream file, ReadContributions read, Side side, CancellationToken cancel)
    {
        file.Position = 0;
        var isIntake = side == Side.Intake;
        await using var copy = await connection.BeginBinaryImportAsync(
            isIntake
                ? """copy statistics.intakes ("Id", "Month", "Platform", "HarmType", "Country", "AgeBand") from stdin (format binary)"""
                : """copy statistics.closures ("Id", "Month", "Platform", "Outcome", "RemovalTime") from stdin (format binary)""",
            cancel);
        var rows = 0L;
        foreach (var row in read.Read(file, _ => { }).Where(row => row.Side == side))
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(RandomId.New(), NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(row.Month.Index, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(row.Platform, NpgsqlDbType.Smallint, cancel);
            if (isIntake)
            {
                await copy.WriteAsync(row.HarmType, NpgsqlDbType.Smallint, cancel);
                await copy.WriteAsync(row.Country, NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(row.AgeBand, NpgsqlDbType.Smallint, cancel);
            }
            else
            {
                await copy.WriteAsync(row.Outcome, NpgsqlDbType.Smallint, cancel);
                await copy.WriteAsync(row.RemovalTime, NpgsqlDbType.Smallint, cancel);
            }

            rows++;
        }

        await copy.CompleteAsync(cancel);
        return rows;
    }
}

/// <summary>How much a file held.</summary>
public sealed record ImportedContributions(long Intakes, long Closures);

/// <summary>A file has faults, and nothing of it was taken in.</summary>
/// <param name="faults">The first of them.</param>
/// <param name="count">How many there are.</param>
public sealed class ImportRefusedException(IReadOnlyList<ImportFault> faults, int count) : RefusedException("faults-in-file")
{
    public IReadOnlyList<ImportFault> Faults { get; } = faults;

    public int Count { get; } = count;
}
