using System.Security.Claims;
using CaseManager.Core;
using CaseManager.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Security;

/// <summary>Signs staff in: password first, then a one-time code; or a passkey alone. Tells nobody which names exist.</summary>
public sealed class StaffSignIn(
    UserManager<StaffMember> members,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<StaffMember> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<StaffMember>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<StaffMember> confirmation,
    NobodysPassword nobody,
    RecordSignIn record,
    RecordSession session)
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

        return await TellRestAsync(member, await PasswordSignInAsync(member, password, isPersistent, lockoutOnFailure));
    }

    /// <summary>Second step.</summary>
    public override async Task<SignInResult> TwoFactorAuthenticatorSignInAsync(string code, bool isPersistent, bool rememberClient)
    {
        var member = await GetTwoFactorAuthenticationUserAsync();
        if (member is null || await UserManager.IsLockedOutAsync(member))
        {
            return await base.TwoFactorAuthenticatorSignInAsync(code, isPersistent, rememberClient);
        }

        return await TellRestAsync(member, await base.TwoFactorAuthenticatorSignInAsync(code, isPersistent, rememberClient));
    }

    public override async Task<bool> CanSignInAsync(StaffMember user) => user.CanSignIn && await base.CanSignInAsync(user);

    /// <summary>Signs in someone who has just proven both, by taking up her invitation.</summary>
    public Task SignInInvitedAsync(StaffMember member) =>
        SignInWithClaimsAsync(member, isPersistent: false, [StaffSession.OneTimeCode()]);

    /// <summary>Signs in whoever holds the passkey. An unknown one, a closed account and one at rest are refused alike.</summary>
    /// <param name="credentialJson">What the authenticator answered.</param>
    /// <exception cref="RefusedException"><c>passkey-refused</c>; <c>passkey-late</c>: no challenge is open in this browser.</exception>
    public async Task SignInByPasskeyAsync(string credentialJson)
    {
        var proven = await WithChallengeAsync(() => PerformPasskeyAssertionAsync(credentialJson));
        if (!proven.Succeeded
            || await PreSignInCheck(proven.User) is not null
            || !(await UserManager.AddOrUpdatePasskeyAsync(proven.User, proven.Passkey)).Succeeded)
        {
            throw new RefusedException("passkey-refused");
        }

        await BeginSessionAsync(proven.User, new AuthenticationProperties(), [StaffSession.Passkey()], proven.Passkey.CredentialId);
    }

    /// <summary>Checks what an authenticator made for a person who is signed in.</summary>
    /// <exception cref="RefusedException"><c>passkey-refused</c>; <c>passkey-late</c>: no challenge is open in this browser.</exception>
    public async Task<UserPasskeyInfo> ProveNewPasskeyAsync(Guid staffId, string credentialJson)
    {
        var proven = await WithChallengeAsync(() => PerformPasskeyAttestationAsync(credentialJson));
        return proven.Succeeded && proven.UserEntity.Id == staffId.ToString() ? proven.Passkey : throw new RefusedException("passkey-refused");
    }

    public override Task SignInWithClaimsAsync(
        StaffMember user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims) =>
        BeginSessionAsync(user, authenticationProperties, additionalClaims, credentialId: null);

    private async Task BeginSessionAsync(StaffMember user, AuthenticationProperties? properties, IEnumerable<Claim> claims, byte[]? credentialId)
    {
        if (StaffSession.IsStrong(claims))
        {
            await record.RunAsync(user.Id, credentialId, CancellationToken.None);
        }

        await base.SignInWithClaimsAsync(user, properties, [.. claims, .. StaffSession.NewSession(user)]);
    }

    // Identity throws where the challenge's cookie is too old, used, or of the other kind: a slow person's slip, not ours.
    private static async Task<T> WithChallengeAsync<T>(Func<Task<T>> ceremony)
    {
        try
        {
            return await ceremony();
        }
        catch (InvalidOperationException)
        {
            throw new RefusedException("passkey-late");
        }
    }

    /// <summary>The account was not at rest before this try: if it is now, this try was one too many.</summary>
    private async Task<SignInResult> TellRestAsync(StaffMember member, SignInResult result)
    {
        if (result.IsLockedOut)
        {
            await session.RunAsync(SessionMoment.AccountRested, member.Id, Context.RequestAborted);
        }

        return result;
    }
}
