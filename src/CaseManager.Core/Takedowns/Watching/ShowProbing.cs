using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Watching;

/// <summary>What people must know of the program's looking at links.</summary>
public sealed class ShowProbing(CaseManagerDbContext database, ProbePolicy policy, TimeProvider time)
{
    public async Task<ProbingHealth> RunAsync(CancellationToken cancel)
    {
        if (!policy.IsOn)
        {
            return new ProbingHealth(false, null, null, null, false);
        }

        var now = time.GetUtcNow();
        var state = await database.Set<ProbeState>().AsNoTracking().SingleOrDefaultAsync(row => row.Scope == ProbeState.Everywhere, cancel);
        return new ProbingHealth(
            true, state?.Trouble, state?.TroubleSince, state?.StoppedUntil is { } until && until > now ? until : null, state?.IsSpent(now, policy.DailyBudget) is true);
    }
}

/// <param name="IsOn">Whether the program looks at all.</param>
/// <param name="Trouble">What is wrong, one of <see cref="ProbeRules"/>; null: nothing.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="StoppedUntil">Nothing is looked at before, UTC.</param>
/// <param name="IsSpent">Whether the day's requests are used up.</param>
public sealed record ProbingHealth(bool IsOn, string? Trouble, DateTimeOffset? Since, DateTimeOffset? StoppedUntil, bool IsSpent);
