using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Reports;

/// <summary>Forgets spent challenges that would be refused as expired anyway.</summary>
public sealed class ForgetChallenges(CaseManagerDbContext database, TimeProvider time)
{
    /// <returns>How many.</returns>
    public Task<int> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return database.Set<UsedChallenge>().Where(challenge => challenge.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
    }
}
