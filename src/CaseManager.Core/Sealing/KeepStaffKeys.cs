using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>
/// Keeps the keys a staff member's browser made, or the same keys under other unlock methods. The methods are signed by
/// the signing key, so whoever posts them holds the seed: a stolen session alone changes nothing.
/// </summary>
public sealed class KeepStaffKeys(CaseManagerDbContext database, AuditLog audit, TimeProvider clock)
{
    /// <exception cref="RefusedException"><c>keys</c>: not hers, or malformed; <c>other-keys</c>: she has made others before.</exception>
    public async Task RunAsync(Guid staffId, NewStaffKeys made, CancellationToken cancel)
    {
        made.Check(staffId);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var known = await database.Set<StaffKeys>().SingleOrDefaultAsync(keys => keys.StaffId == staffId, cancel);
        if (known is null)
        {
            database.Add(made.ToKeys(staffId, clock.GetUtcNow()));
        }
        else if (known.SigningKey.AsSpan().SequenceEqual(made.SigningKey) && known.RecipientKey.AsSpan().SequenceEqual(made.RecipientKey))
        {
            known.KeyFile = made.KeyFile;
            known.Methods = made.MethodsJson();
        }
        else
        {
            throw new RefusedException("other-keys", RefusalKind.Conflict);
        }

        await database.SaveChangesAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation,
            known is null ? "StaffKeysMade" : "UnlockMethodsChanged",
            Actor.Staff(staffId),
            new AuditData { { "staff", staffId }, { "methods", made.Methods.Count } },
            cancel);
        await transaction.CommitAsync(cancel);
    }
}
