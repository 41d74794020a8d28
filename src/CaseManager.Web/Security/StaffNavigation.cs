using System.Security.Claims;

namespace CaseManager.Web.Security;

/// <summary>The pages a person's roles open, in the order of the navigation.</summary>
public static class StaffNavigation
{
    private static readonly StaffNavigationEntry[] Entries =
    [
        new("/", "NavNeeds", Policy.CaseWork),
        new("/cases", "NavCases", Policy.CaseWork),
        new("/takedowns", "NavTakedowns", Policy.CaseWork),
        new("/venues", "NavVenues", Policy.CaseWork),
        new("/mail", "NavMail", Policy.CaseWork),
        new("/contacts", "NavContacts", Policy.CaseWork),
        new("/team", "NavTeam", Policy.Supervision),
        new("/replies", "NavReplies", Policy.Supervision),
        new("/away", "NavAway", Policy.CaseWork),
        new("/platforms", "NavPlatforms", Policy.Directory),
        new("/regimes", "NavRegimes", Policy.Directory),
        new("/statistics", "NavStatistics", Policy.Releases),
        new("/statistics/service", "NavService", Policy.CaseWork),
        new("/people", "NavPeople", Policy.People),
        new("/audit", "NavAudit", Policy.Audit),
        new("/keys", "NavKeys", Policy.Keys),
        new("/roster", "NavRoster", Policy.Keys),
        new("/setup/holders", "NavRecovery", Policy.Administration),
        new("/documents", "NavDocuments", Policy.Administration),
        new("/suppressions", "NavSuppressions", Policy.Administration),
        new("/jobs", "NavJobs", Policy.Administration),
    ];

    public static IEnumerable<StaffNavigationEntry> For(ClaimsPrincipal user) =>
        Entries.Where(entry => Policy.Passes(user, entry.Policy));
}

/// <param name="Text">Name in <see cref="AccessText"/>.</param>
public sealed record StaffNavigationEntry(string Address, string Text, string Policy);
