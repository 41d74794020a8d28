namespace CaseManager.Web.Settings;

/// <summary>The section <c>CaseManager</c> of the settings; in the environment <c>CaseManager__Key</c>.</summary>
public sealed class CaseManagerOptions
{
    public const string Section = "CaseManager";

    /// <summary>Connection string of the role <c>casemanager_app</c>.</summary>
    public string Database { get; init; } = "";

    /// <summary>Where survivors find the organisation, for example <c>https://help.example.org</c>.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>The same pages as an onion service, such as <c>http://….onion</c>; empty where there is none. Tor Browser is told of it on every public page.</summary>
    public string OnionUrl { get; init; } = "";

    public bool HasOnion => OnionUrl.Length > 0;

    /// <summary>Where staff sign in; another host than the public one.</summary>
    public string StaffUrl { get; init; } = "";

    /// <summary>Tags of the languages that the public pages are offered in, separated by commas; the first is for whoever reads none of them.</summary>
    public string Languages { get; init; } = "en,zh-Hans,ko,ar";

    /// <summary>Full path of a folder with the organisation's own texts, a file a language; empty where it has none.</summary>
    public string OwnTexts { get; init; } = "";

    /// <summary>Where the exit leads: a site that tells nothing about who comes from here.</summary>
    public string ExitUrl { get; init; } = "https://www.wikipedia.org/";

    /// <summary>Folder outside the database with the key files, 32 random bytes each.</summary>
    public string KeyFolder { get; init; } = "";

    /// <summary>Folder outside the database where the audit's daily heads go; empty for <c>audit-heads</c> beside the key folder.</summary>
    public string AuditFolder { get; init; } = "";

    /// <summary>Where daily heads go.</summary>
    public string AuditHeads => AuditFolder.Length > 0 ? AuditFolder : Beside("audit-heads");

    /// <summary>Connection string of the role <c>casemanager_statistics_builder</c>; empty where this machine builds no releases.</summary>
    public string StatisticsBuilder { get; init; } = "";

    /// <summary>Connection string of the role <c>casemanager_statistics_reader</c>; empty where this machine shows no releases.</summary>
    public string StatisticsReader { get; init; } = "";

    /// <summary>Folder outside the database with the mark of the newest draw; empty for <c>statistics</c> beside the key folder.</summary>
    public string StatisticsFolder { get; init; } = "";

    /// <summary>Where the mark of the newest draw is.</summary>
    public string StatisticsMark => StatisticsFolder.Length > 0 ? StatisticsFolder : Beside("statistics");

    /// <summary>Whether the public host shows the releases that a supervisor published.</summary>
    public bool PublicStatistics { get; init; }

    /// <summary>Full path of the organisation's own list of helplines and emergency numbers; empty for the one the program came with.</summary>
    public string HelpServices { get; init; } = "";

    /// <summary>A practice organisation: nothing leaves the machine, and every page says so.</summary>
    public bool Practice { get; init; }

    /// <summary>When keys lock by themselves.</summary>
    public SessionOptions Sessions { get; init; } = new();

    /// <summary>Within how many working days a new report is normally read and answered; the public pages say so.</summary>
    public int AnswerDays { get; init; } = 2;

    /// <summary>What this process does: <c>web</c>, <c>worker</c>, or both with a comma.</summary>
    public string Roles { get; init; } = ProgramRole.Both;

    internal IReadOnlyList<string> LanguageTags => Languages.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether this process has a role, one of <see cref="ProgramRole"/>.</summary>
    public bool HasRole(string role) => Roles.Split(',', StringSplitOptions.TrimEntries).Contains(role);

    private string Beside(string folder) => Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(KeyFolder)) ?? KeyFolder, folder);
}
