using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>The stored roster, verified from the instance's root.</summary>
public sealed class ReadRoster(CaseManagerDbContext database)
{
    /// <returns><see langword="null"/> before the ceremony that makes the keys.</returns>
    /// <exception cref="RosterRefusedException">What is stored is not what was signed.</exception>
    public async Task<VerifiedRoster?> RunAsync(CancellationToken cancel)
    {
        if (await database.Set<Instance>().AsNoTracking().SingleOrDefaultAsync(cancel) is not { } instance)
        {
            return null;
        }

        var roster = new VerifiedRoster(instance.RootKey);
        await foreach (var entry in database.Set<RosterEntry>().AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(cancel))
        {
            roster.Add(new SignedDocument(entry.Bytes, entry.Signature));
        }

        return roster;
    }
}
