namespace CaseManager.Core.Sealing.DailyHeads;

/// <summary>Why a head's files are not there.</summary>
public static class HeadFileFault
{
    /// <summary>No room left.</summary>
    public const string DiskFull = "disk-full";

    /// <summary>The program's user may not write there, or the place is read-only.</summary>
    public const string NotAllowed = "not-allowed";

    /// <summary>The folder is none, or cannot be made.</summary>
    public const string NoFolder = "no-folder";

    /// <summary>A file of this name is there and says something else. It is never overwritten.</summary>
    public const string Differs = "differs";

    /// <summary>Anything else that the machine said.</summary>
    public const string Failed = "failed";

    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;
    private const int ReadOnly = 30;

    /// <summary>The code for what the machine said. On Unix its number stands in the exception.</summary>
    public static string Of(Exception failure) => failure switch
    {
        UnauthorizedAccessException or IOException { HResult: ReadOnly } => NotAllowed,
        DirectoryNotFoundException => NoFolder,
        IOException { HResult: NoSpaceLeft or QuotaExceeded } => DiskFull,
        _ => Failed,
    };
}
