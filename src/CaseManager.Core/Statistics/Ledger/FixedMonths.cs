using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Ledger;

/// <summary>Months whose figures are drawn: what is counted or taken back later changes nothing in them.</summary>
internal static class FixedMonths
{
    /// <summary>PostgreSQL's advisory lock that whoever draws holds alone, and whoever counts or takes back shares: nobody is told the wrong side of a draw.</summary>
    public const long Lock = 0x4341_5345_0100;

    /// <summary>Waits for a draw that is under way, and lets none begin before the caller's transaction ends.</summary>
    public static Task ShareLedgerAsync(this CaseManagerDbContext database, CancellationToken cancel) =>
        database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({Lock})", cancel);

    /// <summary>Whether a family of that side is drawn for a period with this month in it; for the app's role, which sees no more of the ledger.</summary>
    public static Task<bool> IsFixedAsync(this CaseManagerDbContext database, Side side, Month month, CancellationToken cancel)
    {
        var families = FixedCatalogue.Families.Where(family => family.Side == side).Select(family => family.Number).ToList();
        var index = month.Index;
        return database.Database
            .SqlQuery<bool>(
                $"""select exists (select 1 from statistics.ledger where "Family" = any ({families}) and "From" <= {index} and {index} < "Until") as "Value" """)
            .SingleAsync(cancel);
    }
}
