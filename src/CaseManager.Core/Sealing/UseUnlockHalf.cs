using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>Hands a session its half back and starts its idle time anew; one that was idle too long is gone.</summary>
public sealed class UseUnlockHalf(CaseManagerDbContext database, TimeProvider clock)
{
    /// <returns>32 bytes; <see langword="null"/> when there is none or it was idle too long.</returns>
    public async Task<byte[]?> RunAsync(byte[] sessionHash, Guid staffId, TimeSpan idle, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var mine = database.Set<UnlockHalf>().Where(h => h.SessionHash == sessionHash && h.StaffId == staffId && h.ExpiresAt > now);
        return await mine.ExecuteUpdateAsync(half => half.SetProperty(h => h.ExpiresAt, now + idle), cancel) == 0
            ? null
            : await mine.Select(h => h.Half).SingleOrDefaultAsync(cancel);
    }
}
