using CaseManager.Core.Audit;
using Microsoft.AspNetCore.Identity;

namespace CaseManager.Core.Access;

/// <summary>Makes an account with a known password and authenticator key: for a practice organisation, where both are shown anyway.</summary>
public sealed class AddPracticeAccount(UserManager<StaffMember> members, IUserStore<StaffMember> store, AuditLog audit, TimeProvider clock)
{
    /// <summary>In the caller's transaction.</summary>
    /// <exception cref="InvalidOperationException">The account cannot be made.</exception>
    public async Task RunAsync(PracticeAccount account, Actor actor, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var member = new StaffMember { Id = account.Id, UserName = account.Name, Alias = account.Alias };
        member.Invite(Invitation.HashOf(Invitation.NewCode()), now);
        member.AcceptInvitation(account.Alias, now);
        Require(await members.CreateAsync(member, account.Password));
        Require(await members.AddToRolesAsync(member, account.Roles));
        await ((IUserAuthenticatorKeyStore<StaffMember>)store).SetAuthenticatorKeyAsync(member, account.TotpKey, cancel);
        Require(await members.UpdateAsync(member));
        await audit.AppendAsync(
            AuditLog.Organisation, "PracticeAccountMade", actor, new AuditData { { "staff", member.Id }, { "roles", account.Roles } }, cancel);
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
        }
    }
}

/// <summary>An account of a practice organisation, as the practice tool made it.</summary>
public sealed record PracticeAccount
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Alias { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public required string Password { get; init; }

    /// <summary>Base32.</summary>
    public required string TotpKey { get; init; }

    /// <summary>Opens her keys; read by people, never by the server.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Opens them from paper; read by people, never by the server.</summary>
    public string? RecoveryCode { get; init; }
}
