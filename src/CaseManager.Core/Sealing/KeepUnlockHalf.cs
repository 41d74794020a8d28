using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>Keeps the server's half of a member's keys for one session, until it has been idle for long enough. Her keys are open from here on.</summary>
public sealed class KeepUnlockHalf(CaseManagerDbContext database, AuditLog audit, TimeProvider clock)
{
    /// <param name="sessionHash">SHA-256 of the session's name, 32 bytes.</param>
    /// <param name="half">32 bytes from the browser; a new one replaces the old.</param>
    public async Task RunAsync(byte[] sessionHash, Guid staffId, byte[] half, TimeSpan idle, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        await database.Set<UnlockHalf>().Where(h => h.ExpiresAt <= now || h.SessionHash == sessionHash).ExecuteDeleteAsync(cancel);
        database.Add(new UnlockHalf { SessionHash = sessionHash, StaffId = staffId, Half = half, ExpiresAt = now + idle });
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(AuditLog.Organisation, "KeysUnlocked", Actor.Staff(staffId), new AuditData { { "staff", staffId } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}
