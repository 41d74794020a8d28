using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>Keeps the keys a staff member's browser made. Once: other ways to unlock them come with <see cref="ChangeUnlockMethods"/>.</summary>
public sealed class KeepStaffKeys(CaseManagerDbContext database, AuditLog audit, TimeProvider clock)
{
    /// <exception cref="RefusedException"><c>keys</c>: not hers, or malformed; <c>too-few-ways</c>; <c>other-keys</c>: she has made others before.</exception>
    public async Task RunAsync(Guid staffId, NewStaffKeys made, CancellationToken cancel)
    {
        made.Check(staffId);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var known = await database.Set<StaffKeys>().SingleOrDefaultAsync(keys => keys.StaffId == staffId, cancel);
        if (known is not null)
        {
            // The same post again, after an answer that was lost.
            if (known.KeyFile.AsSpan().SequenceEqual(made.KeyFile) && known.SigningKey.AsSpan().SequenceEqual(made.SigningKey))
            {
                return;
            }

            throw new RefusedException("other-keys", RefusalKind.Conflict);
        }

        database.Add(made.ToKeys(staffId, clock.GetUtcNow()));
        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation,
            "StaffKeysMade",
            Actor.Staff(staffId),
            new AuditData { { "staff", staffId }, { "methods", made.Methods.Count } },
            cancel);
        await transaction.CommitAsync(cancel);
    }
}
