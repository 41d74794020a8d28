using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Sealing;

/// <summary>
/// Adds a passkey to an account: to sign in with, and where her browser sealed the seed to it, to unlock with. Both or
/// neither. The change her key signed comes with it in any case, so that a session alone makes no way back in.
/// </summary>
public sealed class AddPasskey(
    CaseManagerDbContext database, UserManager<StaffMember> members, ReplaceKeyFile replace, AuditLog audit, TimeProvider clock)
{
    /// <param name="proven">As the authenticator made it, verified.</param>
    /// <param name="name">What she calls it.</param>
    /// <exception cref="RefusedException">
    /// <c>passkey-name</c>; <c>too-many-passkeys</c>; and what <see cref="ReplaceKeyFile"/> refuses.
    /// </exception>
    public async Task RunAsync(
        Guid staffId, byte[] sessionHash, UserPasskeyInfo proven, string name, NewUnlockMethods made, CancellationToken cancel)
    {
        var called = PasskeyRules.NameOf(name);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var member = await members.FindByIdAsync(staffId.ToString()) ?? throw new RefusedException("no-keys", RefusalKind.NotFound);
        if ((await members.GetPasskeysAsync(member)).Count >= PasskeyRules.Most)
        {
            throw new RefusedException("too-many-passkeys", RefusalKind.Conflict);
        }

        await replace.RunAsync(staffId, sessionHash, made, cancel);
        if (!(await members.AddOrUpdatePasskeyAsync(member, Kept(proven, called))).Succeeded)
        {
            throw new RefusedException("passkey-taken", RefusalKind.Conflict);
        }

        await audit.AppendAsync(
            AuditLog.Organisation,
            "PasskeyAdded",
            Actor.Staff(staffId),
            new AuditData
            {
                { "staff", staffId },
                { "passkey", PasskeyRules.AuditId(proven.CredentialId) },
                { "unlocks", UnlockMethod.Name(made.Methods, proven.CredentialId) },
            },
            cancel);
        await transaction.CommitAsync(cancel);
    }

    // What the authenticator said of its maker is nobody's business, and no sign-in needs it.
    private UserPasskeyInfo Kept(UserPasskeyInfo proven, string name) => new(
        proven.CredentialId, proven.PublicKey, clock.GetUtcNow(), proven.SignCount, proven.Transports, proven.IsUserVerified,
        proven.IsBackupEligible, proven.IsBackedUp, attestationObject: [], clientDataJson: [])
    {
        Name = name,
    };
}
