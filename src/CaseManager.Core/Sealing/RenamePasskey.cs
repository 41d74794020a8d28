using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Sealing;

/// <summary>Gives a passkey another name. Her key signs that too: names decide which one she takes away when a device is lost.</summary>
public sealed class RenamePasskey(CaseManagerDbContext database, UserManager<StaffMember> members, ReplaceKeyFile replace, AuditLog audit)
{
    /// <exception cref="RefusedException">
    /// <c>passkey-name</c>; <c>no-passkey</c>: not hers, or gone; and what <see cref="ReplaceKeyFile"/> refuses.
    /// </exception>
    public async Task RunAsync(
        Guid staffId, byte[] sessionHash, byte[] credentialId, string name, NewUnlockMethods made, CancellationToken cancel)
    {
        var called = PasskeyRules.NameOf(name);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        if (await members.FindByIdAsync(staffId.ToString()) is not { } member
            || await members.GetPasskeyAsync(member, credentialId) is not { } passkey)
        {
            throw new RefusedException("no-passkey", RefusalKind.NotFound);
        }

        if ((await replace.RunAsync(staffId, sessionHash, made, cancel)).IsSame)
        {
            return;
        }

        passkey.Name = called;
        if (!(await members.AddOrUpdatePasskeyAsync(member, passkey)).Succeeded)
        {
            throw new RefusedException("unlock-changed", RefusalKind.Conflict);
        }

        await audit.AppendAsync(
            AuditLog.Organisation,
            "PasskeyRenamed",
            Actor.Staff(staffId),
            new AuditData { { "staff", staffId }, { "passkey", PasskeyRules.AuditId(credentialId) } },
            cancel);
        await transaction.CommitAsync(cancel);
    }
}
