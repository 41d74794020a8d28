using CaseManager.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>Somebody signs out: the server's half of her keys is forgotten, and the chain says so, both or neither.</summary>
public sealed class EndSession(CaseManagerDbContext database, RecordSession record, TimeProvider clock)
{
    public async Task RunAsync(Guid staffId, byte[] sessionHash, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        await database.Set<UnlockHalf>().Where(half => half.ExpiresAt <= now || half.SessionHash == sessionHash).ExecuteDeleteAsync(cancel);
        await record.RunAsync(SessionMoment.SignedOut, staffId, cancel);
        await transaction.CommitAsync(cancel);
    }
}
