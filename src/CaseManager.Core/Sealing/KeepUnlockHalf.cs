using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>Keeps the server's half of a member's keys for one session, until it has been idle for long enough.</summary>
public sealed class KeepUnlockHalf(CaseManagerDbContext database, TimeProvider clock)
{
    /// <param name="sessionHash">SHA-256 of the session's name, 32 bytes.</param>
    /// <param name="half">32 bytes from the browser; a new one replaces the old.</param>
    public async Task RunAsync(byte[] sessionHash, Guid staffId, byte[] half, TimeSpan idle, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await database.Set<UnlockHalf>().Where(h => h.ExpiresAt <= now || h.SessionHash == sessionHash).ExecuteDeleteAsync(cancel);
        database.Add(new UnlockHalf { SessionHash = sessionHash, StaffId = staffId, Half = half, ExpiresAt = now + idle });
        await database.SaveChangesAsync(cancel);
    }
}
