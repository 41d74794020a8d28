using System.Security.Claims;
using CaseManager.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Security;

/// <summary>Signs staff in: password first, then a one-time code. Tells nobody which names exist.</summary>
public sealed class StaffSignIn(
    UserManager<StaffMember> members,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<StaffMember> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<StaffMember>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<StaffMember> confirmation,
    NobodysPassword nobody)
    : SignInManager<StaffMember>(members, http, claims, options, log, schemes, confirmation)
{
    /// <summary>First step. A name that does not exist, is at rest or has no password costs the same hash as a wrong password.</summary>
    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        var member = await UserManager.FindByNameAsync(userName);
        if (member?.PasswordHash is null || !await CanSignInAsync(member) || await UserManager.IsLockedOutAsync(member))
        {
            nobody.Verify(password);
            return SignInResult.Failed;
        }

        return await PasswordSignInAsync(member, password, isPersistent, lockoutOnFailure);
    }

    public override async Task<bool> CanSignInAsync(StaffMember user) => user.DisabledAt is null && await base.CanSignInAsync(user);

    /// <summary>Signs in someone who has just proven both, by taking up her invitation.</summary>
    public Task SignInInvitedAsync(StaffMember member) =>
        SignInWithClaimsAsync(member, isPersistent: false, [StaffSession.OneTimeCode()]);

    public override Task SignInWithClaimsAsync(
        StaffMember user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims) =>
        base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, .. StaffSession.NewSession(user)]);
}
