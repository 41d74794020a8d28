using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Sealing;

/// <summary>Takes a passkey away: it neither signs in nor unlocks any more. Both or neither.</summary>
public sealed class RemovePasskey(CaseManagerDbContext database, UserManager<StaffMember> members, ReplaceKeyFile replace, AuditLog audit)
{
    /// <param name="made">The seed sealed to the ways that stay.</param>
    /// <exception cref="RefusedException">
    /// <c>no-passkey</c>: not hers, or gone; <c>keys</c>: it would still unlock; and what <see cref="ReplaceKeyFile"/> refuses.
    /// </exception>
    public async Task RunAsync(Guid staffId, byte[] sessionHash, byte[] credentialId, NewUnlockMethods made, CancellationToken cancel)
    {
        if (UnlockMethod.Name(made.Methods, credentialId))
        {
            throw new RefusedException("keys");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var member = await members.FindByIdAsync(staffId.ToString()) ?? throw new RefusedException("no-keys", RefusalKind.NotFound);
        var replaced = await replace.RunAsync(staffId, sessionHash, made, cancel);
        if (replaced.IsSame)
        {
            return;
        }

        // One that a new invitation took from the account may still be among the ways to unlock: that goes too.
        var signsIn = await members.GetPasskeyAsync(member, credentialId) is not null;
        if (!signsIn && !UnlockMethod.Name(NewStaffKeys.MethodsOf(replaced.Before), credentialId))
        {
            throw new RefusedException("no-passkey", RefusalKind.NotFound);
        }

        if (signsIn && !(await members.RemovePasskeyAsync(member, credentialId)).Succeeded)
        {
            throw new RefusedException("unlock-changed", RefusalKind.Conflict);
        }

        await audit.AppendAsync(
            AuditLog.Organisation,
            "PasskeyRemoved",
            Actor.Staff(staffId),
            new AuditData { { "staff", staffId }, { "passkey", PasskeyRules.AuditId(credentialId) }, { "unlocked", replaced.MethodsChanged } },
            cancel);
        await transaction.CommitAsync(cancel);
    }
}
