namespace CaseManager.Core.Access;

/// <summary>The five roles. An officer is no role: she is a supervisor whose key the roster names.</summary>
public static class RoleName
{
    /// <summary>Settings and accounts.</summary>
    public const string Administrator = "administrator";

    /// <summary>All cases, and the keys where the roster names her an officer.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Cases.</summary>
    public const string Caseworker = "caseworker";

    /// <summary>Statistical releases only.</summary>
    public const string Advocate = "advocate";

    /// <summary>Audit pages.</summary>
    public const string Auditor = "auditor";

    /// <summary>Whether roles open reports, and so need the team's keys. An auditor signs, and opens nothing.</summary>
    public static bool OpenReports(IEnumerable<string> roles) => roles.Any(role => role is Supervisor or Caseworker);

    public static IReadOnlyList<string> All { get; } = [Administrator, Supervisor, Caseworker, Advocate, Auditor];
}
