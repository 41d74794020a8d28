using CaseManager.Local.Data;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Postgres;

/// <summary>Makes the folder that PostgreSQL keeps its data in.</summary>
public sealed class InitialiseCluster(Launcher launcher)
{
    public const string Owner = "casemanager_owner";

    /// <exception cref="CannotStartException">initdb refused.</exception>
    public async Task RunAsync(PostgresBinaries binaries, DataFolder data, SocketFolder socket, UnixUser? user, string password, CancellationToken cancel)
    {
        // Made aside and renamed, so that a start broken off here does not leave half a cluster.
        var aside = data.Cluster + ".new";
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        Directory.CreateDirectory(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var passwordFile = Path.Combine(socket.Path, "password");
        await PrivateFile.WriteAsync(passwordFile, System.Text.Encoding.ASCII.GetBytes(password), cancel);
        if (user is not null)
        {
            SystemCalls.GiveTo(user, aside);
            SystemCalls.GiveTo(user, passwordFile);
        }

        var locale = OperatingSystem.IsMacOS() ? "C" : "C.UTF-8";
        var made = await launcher.RunAsync(
            new Launch(
                binaries.InitialiseCluster,
                "-D", aside, "-U", Owner, "--auth=scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", $"--locale={locale}", "--no-sync")
            {
                RunAs = user,
                WorkingFolder = socket.Path,
            },
            cancel);
        File.Delete(passwordFile);
        if (!made.Succeeded)
        {
            throw new CannotStartException($"PostgreSQL could not make its data folder: {made.LastWord}");
        }

        Directory.Move(aside, data.Cluster);
    }
}
