using System.Buffers.Binary;
using CaseManager.Core.Cases.Keys;
using CaseManager.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Cases.Imports;

/// <summary>Opens a case for one row of a spreadsheet, sealed in a caseworker's browser; a row that is a case already makes no second one.</summary>
public sealed class ImportCase(CaseManagerDbContext database, CheckSealedCase check, OpenAssistedCase open, ReadAudience read)
{
    /// <returns>The case of that row, new or from before.</returns>
    /// <exception cref="RefusedException">Nothing was stored: <c>marks</c>, <c>epoch-moved</c>, or a rule of every sealed case.</exception>
    public async Task<ImportedCase> RunAsync(Guid staffId, RowMarks marks, SealedCase posted, CancellationToken cancel)
    {
        marks.Check();
        await check.RunAsync(posted, OpenAssistedCase.Kinds, forStaff: true, cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await LockAsync(marks.Every, cancel);
        if (marks.Epoch != await read.EpochAsync(cancel))
        {
            throw new RefusedException("epoch-moved", RefusalKind.Conflict);
        }

        var every = marks.Every;
        if (await database.Set<ImportedRow>().AsNoTracking().FirstOrDefaultAsync(row => every.Contains(row.Row), cancel) is { } standing)
        {
            var hidden = await database.HiddenFrom(staffId).ContainsAsync(standing.CaseId, cancel);
            return new ImportedCase(hidden ? null : standing.CaseId, IsNew: false);
        }

        if (!await open.InTransactionAsync(staffId, posted, imported: true, venueId: null, cancel))
        {
            // The same sealed bytes under other marks: our own browser never does that.
            throw new RefusedException("different-report", RefusalKind.Conflict);
        }

        database.Add(new ImportedRow { CaseId = posted.CaseId, Row = marks.Row, Reference = marks.Reference });
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new ImportedCase(posted.CaseId, IsNew: true);
    }

    /// <summary>Two people who import one file at once wait for each other here, also while the team key turns.</summary>
    private Task<int> LockAsync(IReadOnlyList<byte[]> marks, CancellationToken cancel)
    {
        long[] keys = [.. marks.Select(mark => BinaryPrimitives.ReadInt64BigEndian(mark)).Distinct().Order()];
        return database.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(one.key) from (select key from unnest({keys}) as key order by key) as one", cancel);
    }
}

/// <summary>What became of a row.</summary>
/// <param name="CaseId"><see langword="null"/> where it is a case she may not know of.</param>
/// <param name="IsNew">Whether this post made it.</param>
public sealed record ImportedCase(Guid? CaseId, bool IsNew);
