namespace CaseManager.Web.Settings;

/// <summary>What a process of the program does; several machines share one database.</summary>
public static class ProgramRole
{
    /// <summary>Answers requests.</summary>
    public const string Web = "web";

    /// <summary>Runs jobs.</summary>
    public const string Worker = "worker";

    /// <summary>Both, as on a single machine.</summary>
    public const string Both = "web,worker";
}
