using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Contributions;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Coding;

/// <summary>Takes coded facts out by their id alone. Whoever holds the id may, and nothing is told or kept of who it was.</summary>
/// <remarks>In a month whose figures are drawn the row goes too: the figures stay as they were published, and one correction of that month would count without it.</remarks>
public sealed class TakeBackContribution(CaseManagerDbContext database)
{
    /// <param name="month">As the sealed case says it.</param>
    /// <returns>Whether the figures of that month are drawn already; it depends on the month alone, never on whether there was such a row.</returns>
    public async Task<bool> RunAsync(Guid id, Side side, Month month, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await database.ShareLedgerAsync(cancel);

        // The inbox first: a row on its way from there is waited for, and found where it arrives.
        await database.Set<InboxRow>().Where(row => row.Id == id).ExecuteDeleteAsync(cancel);
        await database.Set<IntakeContribution>().Where(row => row.Id == id).ExecuteDeleteAsync(cancel);
        await database.Set<ClosureContribution>().Where(row => row.Id == id).ExecuteDeleteAsync(cancel);
        var isFixed = await database.IsFixedAsync(side, month, cancel);
        await transaction.CommitAsync(cancel);
        return isFixed;
    }
}
