using CaseManager.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>Writes down that a staff member signed in and with what; a passkey's last use besides.</summary>
public sealed class RecordSignIn(CaseManagerDbContext database, AuditLog audit, TimeProvider clock)
{
    /// <param name="credentialId">The passkey that was used; <see langword="null"/> for password and one-time code.</param>
    public async Task RunAsync(Guid staffId, byte[]? credentialId, CancellationToken cancel)
    {
        var data = new AuditData { { "staff", staffId } };
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (credentialId is not null)
        {
            DateTimeOffset? now = clock.GetUtcNow();
            await database.UserPasskeys
                .Where(passkey => passkey.UserId == staffId && passkey.CredentialId == credentialId)
                .ExecuteUpdateAsync(row => row.SetProperty(passkey => EF.Property<DateTimeOffset?>(passkey, PasskeyRules.UsedAt), now), cancel);
            data.Add("passkey", PasskeyRules.AuditId(credentialId));
        }

        var type = credentialId is null ? "SignedInByCode" : "SignedInByPasskey";
        await audit.AppendAsync(AuditLog.Organisation, type, Actor.Staff(staffId), data, cancel);
        await transaction.CommitAsync(cancel);
    }
}
