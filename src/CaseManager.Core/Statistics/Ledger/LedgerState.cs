using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Ledger;

/// <summary>Holds the ledger against the mark outside the database.</summary>
public static class LedgerState
{
    /// <summary>Reads the ledger, in order.</summary>
    /// <exception cref="RefusedException">The mark knows of a draw that the ledger has not: an older backup, or another ledger; or the mark is lost.</exception>
    public static async Task<IReadOnlyList<LedgerEntry>> ReadAsync(CaseManagerDbContext builder, Mark? mark, CancellationToken cancel)
    {
        var entries = await builder.Set<LedgerEntry>().AsNoTracking().OrderBy(entry => entry.Entry).ToListAsync(cancel);
        Check(entries, mark);
        return entries;
    }

    /// <inheritdoc cref="ReadAsync"/>
    public static void Check(IReadOnlyList<LedgerEntry> entries, Mark? mark)
    {
        // A row that was changed since would tell of another budget than was spent.
        if (entries.Index().Any(one => !one.Item.Follows(one.Index == 0 ? null : entries[one.Index - 1])))
        {
            throw new RefusedException("another-ledger", RefusalKind.NotNow);
        }

        if (mark is null)
        {
            if (entries.Count > 0)
            {
                throw new RefusedException("mark-missing", RefusalKind.NotNow);
            }

            return;
        }

        if (mark.Entry > entries.Count)
        {
            throw new RefusedException("older-backup", RefusalKind.NotNow);
        }

        if (mark.Entry > 0 && Convert.ToHexStringLower(entries[mark.Entry - 1].Hash) != mark.Hash)
        {
            throw new RefusedException("another-ledger", RefusalKind.NotNow);
        }
    }
}
