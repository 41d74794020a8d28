using System.Globalization;
using CaseManager.Local.Data;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Postgres;

/// <summary>Starts the private server on the cluster of a data folder, which it makes at the first start.</summary>
public sealed class StartServer(Launcher launcher, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>More settings, such as <c>fsync=off</c> for tests.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <exception cref="CannotStartException">The server cannot reach its files or does not come up.</exception>
    public async Task<PrivateServer> RunAsync(PostgresBinaries binaries, DataFolder data, string ownerPassword, CancellationToken cancel)
    {
        var user = UnixUser.ForPostgres();
        await CheckReachAsync(user, binaries, data, cancel);
        await new LeftoverServer(time).ClearAsync(data, cancel);

        var socket = SocketFolder.Create(data, user);
        try
        {
            if (!Directory.Exists(data.Cluster))
            {
                await new InitialiseCluster(launcher).RunAsync(binaries, data, socket, user, ownerPassword, cancel);
            }

            var child = await launcher.StartAsync(
                new Launch(binaries.Server, ["-D", data.Cluster, "-k", socket.Path, "-p", "5432", .. Settings.Prepend("listen_addresses=").SelectMany(setting => (string[])["-c", setting])])
                {
                    RunAs = user,
                    LogFile = data.Log("postgres"),
                    WorkingFolder = socket.Path,
                    DeathSignal = UnixSignal.Interrupt,
                });
            await WaitUntilReadyAsync(child, data, cancel);
            return new PrivateServer(child, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task CheckReachAsync(UnixUser? user, PostgresBinaries binaries, DataFolder data, CancellationToken cancel)
    {
        if (user is null)
        {
            return;
        }

        foreach (var (path, option, remedy) in ((string, string, string)[])
            [
                (binaries.Server, "-x", "choose other programs with --postgres"),
                (data.Path + "/.", "-x", "choose a data folder outside the folders that only root may open, with --data"),
            ])
        {
            var reached = await launcher.RunAsync(new Launch("test", option, path) { RunAs = user, WorkingFolder = "/" }, cancel);
            if (!reached.Succeeded)
            {
                throw new CannotStartException($"Started by root, PostgreSQL runs as the user {user.Name}, who cannot reach {Path.GetFullPath(path)}: {remedy}.");
            }
        }
    }

    // The server writes its own number and state there: so it is ours that answers, not one left by an earlier start.
    private async Task WaitUntilReadyAsync(Child child, DataFolder data, CancellationToken cancel)
    {
        var stateFile = Path.Combine(data.Cluster, "postmaster.pid");
        var own = child.ProcessId.ToString(CultureInfo.InvariantCulture);
        var started = time.GetTimestamp();
        while (!IsReady(stateFile, own))
        {
            if (child.HasEnded || time.GetElapsedTime(started) > Patience || cancel.IsCancellationRequested)
            {
                await child.StopAsync(UnixSignal.Interrupt, PrivateServer.StopPatience);
                cancel.ThrowIfCancellationRequested();
                throw new CannotStartException($"PostgreSQL did not come up: {LogTail.LastLine(data.Log("postgres"))}");
            }

            await Task.Delay(Pause, time, CancellationToken.None);
        }
    }

    private static bool IsReady(string stateFile, string own)
    {
        try
        {
            var lines = File.ReadAllLines(stateFile);
            return lines.Length >= 8 && lines[0] == own && lines[7].Trim() == "ready";
        }
        catch (IOException)
        {
            return false;
        }
    }
}
