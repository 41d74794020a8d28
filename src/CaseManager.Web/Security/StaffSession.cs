using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Access;
using CaseManager.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CaseManager.Web.Security;

/// <summary>What a staff member's cookie says: who she is, how she signed in, and which session this is.</summary>
public static class StaffSession
{
    private const string SessionClaim = "session";
    private const string MethodClaim = "amr";
    private const string AliasClaim = "alias";

    // Identity's own word for a second step.
    private const string Code = "mfa";
    private const string PasskeyMethod = "passkey";

    /// <summary>What a new session carries: a name known to this cookie alone, and the alias to show.</summary>
    public static IEnumerable<Claim> NewSession(StaffMember member) =>
    [
        new(SessionClaim, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))),
        new(AliasClaim, member.Alias),
    ];

    /// <summary>Whether a one-time code or a passkey stood behind the sign-in; a password alone never suffices.</summary>
    public static bool IsStrong(ClaimsPrincipal user) => IsStrong(user.Claims);

    /// <inheritdoc cref="IsStrong(ClaimsPrincipal)"/>
    public static bool IsStrong(IEnumerable<Claim> claims) => claims.Any(claim => claim is { Type: MethodClaim, Value: Code or PasskeyMethod });

    public static Claim OneTimeCode() => new(MethodClaim, Code);

    /// <summary>Something she has and, as the authenticator verified her, something she is or knows.</summary>
    public static Claim Passkey() => new(MethodClaim, PasskeyMethod);

    /// <summary>Code of what stands behind a sign-in; <see langword="null"/> where the claims do not say.</summary>
    public static string? MethodOf(IEnumerable<Claim> claims) => claims.FirstOrDefault(claim => claim.Type == MethodClaim)?.Value;

    /// <summary>The signed-in member.</summary>
    public static Guid StaffId(this ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);

    /// <summary>The name colleagues see.</summary>
    public static string Alias(this ClaimsPrincipal user) => user.FindFirstValue(AliasClaim) ?? "";

    /// <summary>SHA-256 of the session's name, 32 bytes: what the server may remember of it.</summary>
    public static byte[] SessionHash(this ClaimsPrincipal user) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(user.FindFirstValue(SessionClaim)!));

    /// <summary>Ends a session whose account was closed, invited anew or given other roles: asked at every request.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        // The page that says so must not ask the database that is away; it needs nobody signed in.
        if (ErrorPages.IsSecondWay(context.HttpContext))
        {
            context.RejectPrincipal();
            return;
        }

        var signIn = context.HttpContext.RequestServices.GetRequiredService<StaffSignIn>();
        if (await signIn.ValidateSecurityStampAsync(context.Principal) is not { DisabledAt: null }
            || !context.Principal!.HasClaim(claim => claim.Type == SessionClaim))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
    }
}
