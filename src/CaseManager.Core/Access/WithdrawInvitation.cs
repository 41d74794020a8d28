using CaseManager.Core.Audit;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Access;

/// <summary>Takes an invitation back that nobody has taken up: its link opens nothing any more, and the account is closed until somebody invites again.</summary>
public sealed class WithdrawInvitation(CaseManagerDbContext database, UserManager<StaffMember> members, AuditLog audit, TimeProvider clock)
{
    /// <exception cref="RefusedException"><c>no-invitation</c>: there is none, or it was taken up meanwhile.</exception>
    public async Task RunAsync(string name, Actor actor, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        if (await members.FindByNameAsync(name) is not { InvitationHash: not null } member)
        {
            throw new RefusedException("no-invitation", RefusalKind.Conflict);
        }

        member.Disable(clock.GetUtcNow());
        if (!(await members.UpdateSecurityStampAsync(member)).Succeeded)
        {
            // Taken up in the same moment.
            throw new RefusedException("no-invitation", RefusalKind.Conflict);
        }

        await audit.AppendAsync(AuditLog.Organisation, "InvitationWithdrawn", actor, new AuditData { { "staff", member.Id } }, cancel);
        await transaction.CommitAsync(cancel);
    }
}
