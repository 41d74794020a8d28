using System.Diagnostics;

namespace CaseManager.Local.Postgres;

/// <summary>A data folder of PostgreSQL.</summary>
public static class PostgresCluster
{
    public const string Owner = "casemanager_owner";

    /// <summary>Makes a new data folder whose only role is the owner.</summary>
    /// <param name="folder">Must be empty or missing, below a folder that other users may enter.</param>
    /// <exception cref="PostgresFailedException">With what <c>initdb</c> said.</exception>
    public static async Task CreateAsync(string binaries, string folder, string ownerPassword, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var passwordFile = Path.Combine(folder, "..", Path.GetFileName(folder) + ".password");
        await File.WriteAllTextAsync(passwordFile, ownerPassword, cancel);
        await UnprivilegedUser.OwnAsync(folder, cancel);
        await UnprivilegedUser.OwnAsync(passwordFile, cancel);
        try
        {
            await InitialiseAsync(binaries, folder, passwordFile, cancel);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private static async Task InitialiseAsync(string binaries, string folder, string passwordFile, CancellationToken cancel)
    {
        string[] command =
        [
            .. UnprivilegedUser.Prefix, Path.Combine(binaries, "initdb"), "-D", folder, "-U", Owner, "--auth=scram-sha-256",
            $"--pwfile={passwordFile}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var initdb = Process.Start(start)!;
        var output = initdb.StandardOutput.ReadToEndAsync(cancel);
        var error = await initdb.StandardError.ReadToEndAsync(cancel);
        await output;
        await initdb.WaitForExitAsync(cancel);
        if (initdb.ExitCode != 0)
        {
            throw new PostgresFailedException($"PostgreSQL could not make its data folder: {error.Trim()}");
        }
    }
}
