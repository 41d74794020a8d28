using CaseManager.Core.Audit;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Access;

/// <summary>Closes an account: every session ends with its next request. Her keys stay in the roster until an officer revokes them.</summary>
public sealed class DisableStaff(CaseManagerDbContext database, UserManager<StaffMember> members, AuditLog audit, TimeProvider clock)
{
    /// <param name="reason">One of <see cref="ClosingReason.All"/>.</param>
    /// <returns><see langword="false"/> when nobody has this sign-in name.</returns>
    /// <exception cref="RefusedException">
    /// <c>reason</c>; <c>last-administrator</c>: nobody could make accounts any more; <c>closed</c>: it is closed already; <c>own</c>: nobody ends her own account, or the last administrator would lock everybody out;
    /// <c>changed</c>: somebody changed the account at the same moment, and nothing was done.
    /// </exception>
    public async Task<bool> RunAsync(string name, string reason, Actor actor, CancellationToken cancel)
    {
        if (!ClosingReason.All.Contains(reason))
        {
            throw new RefusedException("reason");
        }

        // Within the caller's transaction where more ends with the account.
        await using var own = database.Database.CurrentTransaction is null ? await database.Database.BeginTransactionAsync(cancel) : null;
        if (await members.FindByNameAsync(name) is not { } member)
        {
            return false;
        }

        if (actor == Actor.Staff(member.Id))
        {
            throw new RefusedException("own", RefusalKind.Conflict);
        }

        if (member.DisabledAt is not null)
        {
            throw new RefusedException("closed", RefusalKind.Conflict);
        }

        if (await IsLastAdministratorAsync(member))
        {
            throw new RefusedException("last-administrator", RefusalKind.Conflict);
        }

        member.Disable(clock.GetUtcNow());

        // Saves the row, and no cookie carries the new stamp.
        if (!(await members.UpdateSecurityStampAsync(member)).Succeeded)
        {
            throw new RefusedException("changed", RefusalKind.Conflict);
        }

        await audit.AppendAsync(
            AuditLog.Organisation, "StaffDisabled", actor, new AuditData { { "staff", member.Id }, { "reason", reason } }, cancel);
        if (own is not null)
        {
            await own.CommitAsync(cancel);
        }

        return true;
    }

    private async Task<bool> IsLastAdministratorAsync(StaffMember member) =>
        await members.IsInRoleAsync(member, RoleName.Administrator)
        && (await members.GetUsersInRoleAsync(RoleName.Administrator)).All(other =>
            other.Id == member.Id || other.DisabledAt is not null || other.InvitationHash is not null);
}
