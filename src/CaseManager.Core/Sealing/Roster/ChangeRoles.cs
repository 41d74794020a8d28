using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing.Roster;

/// <summary>
/// Gives an account other roles. Every session of hers ends. Whoever has the team's keys keeps a role that opens reports: taking
/// the keys from her is ending her membership, which turns them.
/// </summary>
public sealed class ChangeRoles(CaseManagerDbContext database, UserManager<StaffMember> members, ReadRoster read, AuditLog audit)
{
    /// <param name="before">The roles as whoever decided saw them; <see langword="null"/> where nobody looked.</param>
    /// <returns><see langword="false"/> when she has exactly these.</returns>
    /// <exception cref="RefusedException">
    /// <c>unknown-account</c>; <c>roles</c>: none, or one that does not exist; <c>roles-changed</c>: they are others than <paramref name="before"/> by now;
    /// <c>own-administrator</c>: nobody stops being an administrator by her own hand, or the last one would lock everybody out;
    /// <c>team-keys</c>: she has the team's keys, and would have no role for them; <c>officer</c>: the roster names her an officer, and an officer is a supervisor; <c>changed</c>: somebody changed the account at the same moment.
    /// </exception>
    public async Task<bool> RunAsync(
        string name, IReadOnlyCollection<string> roles, IReadOnlyCollection<string>? before, Actor actor, CancellationToken cancel)
    {
        if (roles.Count == 0 || roles.Except(RoleName.All).Any())
        {
            throw new RefusedException("roles");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);

        // An officer is admitted under the same lock: neither finds the other half done.
        await audit.LockAsync(AuditLog.Organisation, cancel);
        var member = await members.FindByNameAsync(name) ?? throw new RefusedException("unknown-account", RefusalKind.NotFound);
        var held = await members.GetRolesAsync(member);
        if (before is not null && !held.ToHashSet().SetEquals(before))
        {
            throw new RefusedException("roles-changed", RefusalKind.Conflict);
        }

        if (held.ToHashSet().SetEquals(roles))
        {
            return false;
        }

        await RequireAllowedAsync(member.Id, held, roles, actor, cancel);
        Require(await members.RemoveFromRolesAsync(member, held.Except(roles)));
        Require(await members.AddToRolesAsync(member, roles.Except(held)));
        Require(await members.UpdateSecurityStampAsync(member));
        await audit.AppendAsync(
            AuditLog.Organisation,
            "RolesChanged",
            actor,
            new AuditData { { "staff", member.Id }, { "before", held.Order(StringComparer.Ordinal) }, { "roles", roles.Distinct().Order(StringComparer.Ordinal) } },
            cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task RequireAllowedAsync(
        Guid staffId, IList<string> held, IReadOnlyCollection<string> roles, Actor actor, CancellationToken cancel)
    {
        if (actor == Actor.Staff(staffId) && held.Contains(RoleName.Administrator) && !roles.Contains(RoleName.Administrator))
        {
            throw new RefusedException("own-administrator", RefusalKind.Conflict);
        }

        if (!RoleName.OpenReports(roles) && await HasTeamKeysAsync(staffId, cancel))
        {
            throw new RefusedException("team-keys", RefusalKind.Conflict);
        }

        if (held.Contains(RoleName.Supervisor) && !roles.Contains(RoleName.Supervisor)
            && (await read.RunAsync(cancel))?.IsOfficer(staffId) is true)
        {
            throw new RefusedException("officer", RefusalKind.Conflict);
        }
    }

    private Task<bool> HasTeamKeysAsync(Guid staffId, CancellationToken cancel) =>
        database.Set<EpochWrap>().AnyAsync(wrap => wrap.StaffId == staffId, cancel);

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new RefusedException("changed", RefusalKind.Conflict);
        }
    }
}
