using CaseManager.Core.Audit;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Access;

/// <summary>Closes an account: every session ends with its next request. Her keys stay in the roster until an officer revokes them.</summary>
public sealed class DisableStaff(CaseManagerDbContext database, UserManager<StaffMember> members, AuditLog audit, TimeProvider clock)
{
    /// <returns><see langword="false"/> when nobody has this sign-in name.</returns>
    public async Task<bool> RunAsync(string name, Actor actor, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await members.FindByNameAsync(name) is not { } member)
        {
            return false;
        }

        member.Disable(clock.GetUtcNow());

        // Saves the row, and no cookie carries the new stamp.
        await members.UpdateSecurityStampAsync(member);
        await audit.AppendAsync(AuditLog.Organisation, "StaffDisabled", actor, new AuditData { { "staff", member.Id } }, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
