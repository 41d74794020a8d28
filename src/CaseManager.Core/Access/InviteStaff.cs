using CaseManager.Core.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Access;

/// <summary>
/// Invites someone by a sign-in name. Inviting an existing member again is the way back for a lost phone or password:
/// the old ones and her passkeys end at once, her keys and roles stay.
/// </summary>
public sealed class InviteStaff(CaseManagerDbContext database, UserManager<StaffMember> members, AuditLog audit, TimeProvider clock)
{
    /// <summary>Longest sign-in name.</summary>
    public const int LongestName = 60;

    /// <param name="name">Letters, digits, dot, dash, underscore; how she signs in.</param>
    /// <param name="roles">Of <see cref="RoleName.All"/>; empty only for someone who has an account.</param>
    /// <exception cref="InvitationRefusedException">The name or a role cannot be used.</exception>
    public Task<Invitation> RunAsync(string name, IReadOnlyCollection<string> roles, Actor actor, CancellationToken cancel) =>
        RunAsync(name, roles, actor, onlyNew: false, cancel);

    /// <summary>Invites somebody who has no account yet: another invitation would end a colleague's password and phone.</summary>
    /// <exception cref="InvitationRefusedException">The name or a role cannot be used, or somebody has the name.</exception>
    public Task<Invitation> NewAsync(string name, IReadOnlyCollection<string> roles, Actor actor, CancellationToken cancel) =>
        RunAsync(name, roles, actor, onlyNew: true, cancel);

    private async Task<Invitation> RunAsync(string name, IReadOnlyCollection<string> roles, Actor actor, bool onlyNew, CancellationToken cancel)
    {
        if (roles.FirstOrDefault(role => !RoleName.All.Contains(role)) is { } unknown)
        {
            throw new InvitationRefusedException($"There is no role {unknown}; the roles are {string.Join(", ", RoleName.All)}.");
        }

        if (name.Length is 0 or > LongestName || !name.All(members.Options.User.AllowedUserNameCharacters.Contains))
        {
            throw new InvitationRefusedException(
                $"A sign-in name has 1 to {LongestName} letters, digits, dots, dashes and underscores, and nothing else: not \"{name}\".");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        var known = await members.FindByNameAsync(name);
        if (onlyNew && known is not null)
        {
            throw new InvitationRefusedException($"Somebody is called {name} already.") { IsKnown = true };
        }

        var member = known ?? new StaffMember { Id = RandomId.New(), UserName = name, Alias = name };
        if (known is null && roles.Count == 0)
        {
            throw new InvitationRefusedException($"Nobody is called {name}: say with --role what the new member is to be.");
        }

        if (known is not null && roles.Count > 0 && !(await members.GetRolesAsync(known)).ToHashSet().SetEquals(roles))
        {
            throw new InvitationRefusedException($"{name} has other roles: change them first with \"users roles\" or on the page People.");
        }

        var code = Invitation.NewCode();
        member.Invite(Invitation.HashOf(code), now);
        Require(known is null ? await members.CreateAsync(member) : await members.UpdateAsync(member));
        if (known is null)
        {
            Require(await members.AddToRolesAsync(member, roles.Distinct()));
        }

        // They may lie in the phone that is lost. What they unlock only her own browser can take away.
        await database.UserPasskeys.Where(passkey => passkey.UserId == member.Id).ExecuteDeleteAsync(cancel);

        // Both end every session she still has.
        Require(await members.ResetAuthenticatorKeyAsync(member));
        Require(await members.UpdateSecurityStampAsync(member));
        var held = await members.GetRolesAsync(member);
        await audit.AppendAsync(
            AuditLog.Organisation, "StaffInvited", actor, new AuditData { { "staff", member.Id }, { "roles", held } }, cancel);
        await transaction.CommitAsync(cancel);
        return new Invitation(member.Id, code, member.InvitationExpiresAt!.Value);
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvitationRefusedException(string.Join(' ', result.Errors.Select(error => error.Description)));
        }
    }
}

/// <summary>An invitation cannot be made as asked; the message says why, for the person who asked.</summary>
public sealed class InvitationRefusedException(string message) : Exception(message)
{
    /// <summary>Whether somebody has the name already.</summary>
    public bool IsKnown { get; init; }
}
