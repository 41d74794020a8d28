using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>Whose roles open reports, and who therefore has the team's keys. An auditor signs, and opens nothing.</summary>
public static class Openers
{
    /// <summary>Ids of open accounts with such a role, in the order of their ids.</summary>
    public static Task<List<Guid>> OpenersAsync(this CaseManagerDbContext database, CancellationToken cancel) =>
        database.Users
            .Where(member => member.DisabledAt == null && database.UserRoles.Any(held => held.UserId == member.Id
                && database.Roles.Any(role => role.Id == held.RoleId && (role.Name == RoleName.Caseworker || role.Name == RoleName.Supervisor))))
            .Select(member => member.Id)
            .OrderBy(id => id)
            .ToListAsync(cancel);

    /// <summary>Whether somebody's roles decide about everybody's cases, and let her be an officer.</summary>
    public static Task<bool> IsSupervisorAsync(this CaseManagerDbContext database, Guid staffId, CancellationToken cancel) =>
        database.UserRoles.AnyAsync(
            held => held.UserId == staffId && database.Roles.Any(role => role.Id == held.RoleId && role.Name == RoleName.Supervisor), cancel);
}
