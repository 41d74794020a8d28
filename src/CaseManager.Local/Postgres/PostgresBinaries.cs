namespace CaseManager.Local.Postgres;

/// <summary>Where the programs of PostgreSQL are.</summary>
public static class PostgresBinaries
{
    /// <summary>Names a folder with <c>initdb</c> and <c>postgres</c>; goes before the system's.</summary>
    public const string Variable = "CaseManager__PostgresBinaries";

    private const string SystemFolder = "/usr/lib/postgresql";

    /// <returns>The configured folder, else the newest of the system's, else <see langword="null"/>.</returns>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } configured)
        {
            return configured;
        }

        if (!Directory.Exists(SystemFolder))
        {
            return null;
        }

        return Directory.EnumerateDirectories(SystemFolder)
            .Select(folder => (Bin: Path.Combine(folder, "bin"), Major: int.TryParse(Path.GetFileName(folder), out var major) ? major : 0))
            .Where(version => File.Exists(Path.Combine(version.Bin, "initdb")) && File.Exists(Path.Combine(version.Bin, "postgres")))
            .OrderByDescending(version => version.Major)
            .Select(version => version.Bin)
            .FirstOrDefault();
    }
}
