using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Reads the addresses nothing is sent to, and those that were lifted, the newest first.</summary>
public sealed class ListSuppressions(CaseManagerDbContext database, RecipientNames names)
{
    /// <summary>Rows shown.</summary>
    public const int Most = 200;

    public async Task<IReadOnlyList<(SuppressedAddress Address, string RecipientName)>> RunAsync(CancellationToken cancel)
    {
        var rows = await database.Set<SuppressedAddress>().AsNoTracking()
            .OrderBy(row => row.LiftedAt != null).ThenByDescending(row => row.Since).ThenBy(row => row.Id)
            .Take(Most)
            .ToListAsync(cancel);
        var shown = new List<(SuppressedAddress, string)>();
        foreach (var row in rows)
        {
            shown.Add((row, await names.OfAsync(row.Recipient, cancel)));
        }

        return shown;
    }
}
