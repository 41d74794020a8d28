using System.Diagnostics;
using System.Globalization;
using CaseManager.TestSupport.Smtp;
using CaseManager.Web.Commands;

namespace CaseManager.TestSupport.Takedowns;

/// <summary>The real program in the role of a worker, in a process of its own that can be killed.</summary>
public sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static WorkerProcess Start(TestDatabase database, string keyFolder, SmtpPeer peer)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "serve", "--roles", "worker"])
        {
            WorkingDirectory = Path.GetDirectoryName(typeof(CommandLine).Assembly.Location)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Dictionary<string, string> settings = new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Urls"] = "http://127.0.0.1:0",
            ["CaseManager__Database"] = database.App,
            ["CaseManager__KeyFolder"] = keyFolder,
            ["CaseManager__Mail__Smtp__Host"] = "127.0.0.1",
            ["CaseManager__Mail__Smtp__Port"] = peer.Port.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The worker did not start.");

        // Read away, so that it never waits for a full pipe.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    /// <summary>SIGKILL: nothing of it runs any more when this returns.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancel);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
