using System.Globalization;
using System.Text.RegularExpressions;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Postgres;

/// <summary>A folder with the two programs of PostgreSQL that are needed here, and its major version.</summary>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>Names a folder with the programs; goes before the system's.</summary>
    public const string Variable = "CaseManager__PostgresBinaries";

    /// <summary>The oldest that CaseManager works with.</summary>
    public const int OldestMajor = 15;

    public string Server => Path.Combine(Folder, "postgres");

    public string InitialiseCluster => Path.Combine(Folder, "initdb");

    /// <returns><see langword="null"/> where the folder, or its <c>bin</c>, does not hold both programs or they do not run.</returns>
    public static async Task<PostgresBinaries?> InspectAsync(string folder, Launcher launcher, CancellationToken cancel)
    {
        var found = new[] { folder, Path.Combine(folder, "bin") }
            .Select(candidate => new PostgresBinaries(Path.GetFullPath(candidate), 0))
            .FirstOrDefault(candidate => File.Exists(candidate.Server) && File.Exists(candidate.InitialiseCluster));
        if (found is null)
        {
            return null;
        }

        var version = await launcher.RunAsync(new Launch(found.Server, "--version"), cancel);
        return VersionPattern().Match(version.Output) is { Success: true } match
            ? found with { Major = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) }
            : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionPattern();
}
