using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>
/// Puts a seed sealed to other unlock methods in the place of the one before, which is gone. The key itself signs the
/// change: a stolen session alone changes nothing. Wherever else her keys were open, they lock.
/// </summary>
public sealed class ChangeUnlockMethods(CaseManagerDbContext database, AuditLog audit)
{
    /// <param name="sessionHash">The session that asks; it alone stays open.</param>
    /// <exception cref="RefusedException">
    /// <c>no-keys</c>; <c>keys</c>: malformed, or nobody with her key signed it; <c>unlock-changed</c>: it was made for a file that is not there any more.
    /// </exception>
    public async Task RunAsync(Guid staffId, byte[] sessionHash, NewUnlockMethods made, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var known = await database.Set<StaffKeys>().SingleOrDefaultAsync(keys => keys.StaffId == staffId, cancel)
            ?? throw new RefusedException("no-keys", RefusalKind.NotFound);
        var change = UnlockChange.Read(made.Change, staffId, known.SigningKey, made.KeyFile, made.Methods);
        if (change is null || !NewStaffKeys.AreSealedTo(made.KeyFile, made.Methods, staffId, known.SigningKey))
        {
            throw new RefusedException("keys");
        }

        if (known.KeyFile.AsSpan().SequenceEqual(made.KeyFile))
        {
            return;
        }

        if (!change.Follows(known.KeyFile))
        {
            throw new RefusedException("unlock-changed", RefusalKind.Conflict);
        }

        known.KeyFile = made.KeyFile;
        known.Methods = NewStaffKeys.MethodsJson(made.Methods);
        await database.SaveChangesAsync(cancel);
        await database.Set<UnlockHalf>().Where(half => half.StaffId == staffId && half.SessionHash != sessionHash).ExecuteDeleteAsync(cancel);
        await audit.AppendAsync(
            AuditLog.Organisation,
            "UnlockMethodsChanged",
            Actor.Staff(staffId),
            new AuditData { { "staff", staffId }, { "methods", made.Methods.Count } },
            cancel);
        await transaction.CommitAsync(cancel);
    }
}
