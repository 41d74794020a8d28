using System.Globalization;
using CaseManager.Local.Data;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Postgres;

/// <summary>A server, or only its lock file, that an earlier start left on this cluster. Nobody else uses it: we hold the data folder.</summary>
public sealed class LeftoverServer(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <exception cref="CannotStartException">It does not stop.</exception>
    public async Task ClearAsync(DataFolder data, CancellationToken cancel)
    {
        var lockFile = Path.Combine(data.Cluster, "postmaster.pid");
        if (!File.Exists(lockFile))
        {
            return;
        }

        if (ReadProcessId(lockFile) is { } process && Runs(process, data.Cluster))
        {
            await StopAsync(process, data.Cluster, cancel);
        }

        // A dead or zombie owner still counts as alive for PostgreSQL where nobody reaps it.
        File.Delete(lockFile);
    }

    private async Task StopAsync(int process, string cluster, CancellationToken cancel)
    {
        SystemCalls.Signal(process, UnixSignal.Interrupt);
        var started = time.GetTimestamp();
        while (Runs(process, cluster))
        {
            if (time.GetElapsedTime(started) > Patience)
            {
                throw new CannotStartException($"A PostgreSQL server of an earlier start (process {process}) still uses {cluster} and does not stop; end it and start again.");
            }

            await Task.Delay(Pause, time, cancel);
        }
    }

    private static int? ReadProcessId(string lockFile) =>
        int.TryParse(File.ReadLines(lockFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var process) ? process : null;

    // The number may be another program's by now, and a zombie has no command line.
    private static bool Runs(int process, string cluster)
    {
        if (!OperatingSystem.IsLinux())
        {
            return SystemCalls.Exists(process);
        }

        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0').Contains(cluster);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
