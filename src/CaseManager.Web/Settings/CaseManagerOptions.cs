namespace CaseManager.Web.Settings;

/// <summary>The section <c>CaseManager</c> of the settings; in the environment <c>CaseManager__Key</c>.</summary>
public sealed class CaseManagerOptions
{
    public const string Section = "CaseManager";

    /// <summary>Connection string of the role <c>casemanager_app</c>.</summary>
    public string Database { get; init; } = "";

    /// <summary>Where survivors find the organisation, for example <c>https://help.example.org</c>.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>Where staff sign in; another host than the public one.</summary>
    public string StaffUrl { get; init; } = "";

    /// <summary>Where the exit leads: a site that tells nothing about who comes from here.</summary>
    public string ExitUrl { get; init; } = "https://www.wikipedia.org/";

    /// <summary>Folder outside the database with the key files, 32 random bytes each.</summary>
    public string KeyFolder { get; init; } = "";

    /// <summary>Folder outside the database where the audit's daily heads go; empty for <c>audit-heads</c> beside the key folder.</summary>
    public string AuditFolder { get; init; } = "";

    /// <summary>Where daily heads go.</summary>
    public string AuditHeads => AuditFolder.Length > 0
        ? AuditFolder
        : Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(KeyFolder)) ?? KeyFolder, "audit-heads");

    /// <summary>A practice organisation: nothing leaves the machine, and every page says so.</summary>
    public bool Practice { get; init; }

    /// <summary>When keys lock by themselves.</summary>
    public SessionOptions Sessions { get; init; } = new();

    /// <summary>What this process does: <c>web</c>, <c>worker</c>, or both with a comma.</summary>
    public string Roles { get; init; } = ProgramRole.Both;

    /// <summary>Whether this process has a role, one of <see cref="ProgramRole"/>.</summary>
    public bool HasRole(string role) => Roles.Split(',', StringSplitOptions.TrimEntries).Contains(role);
}
