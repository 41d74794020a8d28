using CaseManager.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Statistics.Requests;

/// <summary>Who may agree to a build or a declaration.</summary>
internal static class Approvers
{
    /// <summary>Somebody's roles as they are now.</summary>
    public static async Task<Approver> ApproverAsync(this CaseManagerDbContext database, Guid staffId, CancellationToken cancel)
    {
        var roles = await database.UserRoles
            .Where(held => held.UserId == staffId)
            .Join(database.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name)
            .ToListAsync(cancel);
        return new Approver(staffId, roles.Contains(RoleName.Supervisor), roles.Contains(RoleName.Administrator));
    }
}
