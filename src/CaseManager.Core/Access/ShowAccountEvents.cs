using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>What the organisation's chain says about one account, newest first, with aliases for ids.</summary>
public sealed class ShowAccountEvents(CaseManagerDbContext database, StaffAliases aliases)
{
    /// <summary>Most events at once.</summary>
    public const int Most = 100;

    public async Task<IReadOnlyList<AccountEvent>> RunAsync(Guid staffId, CancellationToken cancel)
    {
        var about = HexId.Write(staffId);
        var shown = await database.Set<AuditEvent>()
            .AsNoTracking()
            .Where(e => e.About == about)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.ChainId).ThenByDescending(e => e.Sequence)
            .Take(Most)
            .ToListAsync(cancel);
        var names = await aliases.OfAsync(shown, cancel);
        return [.. shown.Select(e => new AccountEvent(e.Sequence, e.At, e.Type, names.By(e), EventDetails.Read(e.Data)))];
    }
}

/// <param name="Sequence">Its place in the organisation's chain.</param>
/// <param name="By">A colleague's alias, or the code of who is none, such as <c>command:users</c>.</param>
public sealed record AccountEvent(int Sequence, DateTimeOffset At, string Type, string By, EventDetails Details);
