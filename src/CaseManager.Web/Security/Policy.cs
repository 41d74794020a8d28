using System.Security.Claims;
using CaseManager.Core.Access;
using Microsoft.AspNetCore.Authorization;

namespace CaseManager.Web.Security;

/// <summary>Who may open what on the staff host. Every policy asks for a sign-in with a one-time code or a passkey.</summary>
public static class Policy
{
    /// <summary>Anyone signed in.</summary>
    public const string Staff = "staff";

    /// <summary>Cases and takedowns.</summary>
    public const string CaseWork = "case-work";

    /// <summary>Platforms and regimes: those who choose them, and those who keep the records.</summary>
    public const string Directory = "directory";

    /// <summary>The list of people: those who keep accounts, and those who keep keys.</summary>
    public const string People = "people";

    /// <summary>Signing the roster; that the roster names her an officer is asked besides.</summary>
    public const string Officers = "officers";

    /// <summary>How everybody's work stands, and the texts all use.</summary>
    public const string Supervision = "supervision";

    /// <summary>Own keys: those who open cases or sign.</summary>
    public const string Keys = "keys";

    /// <summary>The signed list of people and keys: those who verify by it, and administrators, in whose browsers two holders use the root.</summary>
    public const string Roster = "roster";

    /// <summary>Settings, accounts, jobs, the ceremony.</summary>
    public const string Administration = "administration";

    /// <summary>Statistical releases: those who publish them, and those who have them built.</summary>
    public const string Releases = "releases";

    /// <summary>Having releases built, and deciding about years to come.</summary>
    public const string Building = "building";

    /// <summary>Audit pages.</summary>
    public const string Audit = "audit";

    /// <summary>Roles that pass each policy, for navigation and tests.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Roles { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Staff] = RoleName.All,
        [CaseWork] = [RoleName.Supervisor, RoleName.Caseworker],
        [Directory] = [RoleName.Administrator, RoleName.Supervisor, RoleName.Caseworker],
        [People] = [RoleName.Administrator, RoleName.Supervisor],
        [Officers] = [RoleName.Supervisor],
        [Supervision] = [RoleName.Supervisor],
        [Keys] = [RoleName.Supervisor, RoleName.Caseworker, RoleName.Auditor],
        [Roster] = [RoleName.Administrator, RoleName.Supervisor, RoleName.Caseworker, RoleName.Auditor],
        [Administration] = [RoleName.Administrator],
        [Releases] = [RoleName.Administrator, RoleName.Supervisor, RoleName.Advocate],
        [Building] = [RoleName.Administrator, RoleName.Supervisor],
        [Audit] = [RoleName.Auditor],
    };

    /// <summary>What the policy would answer, for showing only what can be opened.</summary>
    public static bool Passes(ClaimsPrincipal user, string policy) =>
        StaffSession.IsStrong(user) && Roles[policy].Any(user.IsInRole);

    public static void Configure(AuthorizationOptions options)
    {
        foreach (var (name, roles) in Roles)
        {
            options.AddPolicy(name, policy => policy
                .RequireAuthenticatedUser()
                .RequireAssertion(context => StaffSession.IsStrong(context.User))
                .RequireRole(roles));
        }
    }
}
