using System.Globalization;
using CaseManager.Local.Data;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Postgres;

/// <summary>Decides whose PostgreSQL is used: the configured one, else the system's, else the one from npm.</summary>
public sealed class FindPostgres(Launcher launcher, NpmPostgres npm)
{
    private static readonly string[] SystemPatterns =
        ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin"];

    /// <param name="configured">A folder that somebody named, or <see langword="null"/>.</param>
    /// <exception cref="CannotStartException">None fits; an existing cluster opens only with the version that made it.</exception>
    public async Task<PostgresBinaries> RunAsync(string? configured, DataFolder data, CancellationToken cancel)
    {
        var madeBy = await MajorOfClusterAsync(data, cancel);
        if (configured is not null)
        {
            return await ConfiguredAsync(configured, madeBy, cancel);
        }

        foreach (var folder in SystemFolders())
        {
            if (await PostgresBinaries.InspectAsync(folder, launcher, cancel) is { } found && Fits(found, madeBy))
            {
                return found;
            }
        }

        return madeBy is null or NpmPostgres.Major
            ? await npm.RunAsync(data, cancel)
            : throw new CannotStartException($"The data folder {data.Path} was made by PostgreSQL {madeBy}, which is not here; install it or name its folder with --postgres.");
    }

    private async Task<PostgresBinaries> ConfiguredAsync(string folder, int? madeBy, CancellationToken cancel)
    {
        var found = await PostgresBinaries.InspectAsync(folder, launcher, cancel)
            ?? throw new CannotStartException($"The folder {folder} does not hold the programs postgres and initdb.");
        if (Fits(found, madeBy))
        {
            return found;
        }

        throw new CannotStartException(madeBy is null
            ? $"PostgreSQL {found.Major} in {folder} is too old; {PostgresBinaries.OldestMajor} or newer is needed."
            : $"The data folder was made by PostgreSQL {madeBy} and does not open with {found.Major} from {folder}.");
    }

    private static bool Fits(PostgresBinaries found, int? madeBy) =>
        madeBy is null ? found.Major >= PostgresBinaries.OldestMajor : found.Major == madeBy;

    private static async Task<int?> MajorOfClusterAsync(DataFolder data, CancellationToken cancel)
    {
        var path = Path.Combine(data.Cluster, "PG_VERSION");
        return File.Exists(path)
            ? int.Parse((await File.ReadAllTextAsync(path, cancel)).Trim(), CultureInfo.InvariantCulture)
            : null;
    }

    // The newest first; folders on the path last.
    private static IEnumerable<string> SystemFolders() =>
    [
        .. SystemPatterns.SelectMany(Matching).OrderByDescending(VersionIn),
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
    ];

    private static IEnumerable<string> Matching(string pattern)
    {
        var parent = Path.GetDirectoryName(Path.GetDirectoryName(pattern))!;
        var name = Path.GetFileName(Path.GetDirectoryName(pattern))!;
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, name).Select(folder => Path.Combine(folder, Path.GetFileName(pattern)))
            : [];
    }

    private static int VersionIn(string folder) =>
        int.TryParse(Path.GetFileName(Path.GetDirectoryName(folder))!.Split('-', '@')[^1], CultureInfo.InvariantCulture, out var version) ? version : 0;
}
