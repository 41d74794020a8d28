using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>Forgets the server's half of a session's keys, and every half that has been idle too long.</summary>
public sealed class ForgetUnlockHalf(CaseManagerDbContext database, TimeProvider clock)
{
    public async Task RunAsync(byte[] sessionHash, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await database.Set<UnlockHalf>().Where(h => h.ExpiresAt <= now || h.SessionHash == sessionHash).ExecuteDeleteAsync(cancel);
    }
}
