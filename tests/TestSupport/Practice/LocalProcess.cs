using System.Diagnostics;
using System.Text;
using CaseManager.Local;
using CaseManager.Local.Processes;

namespace CaseManager.TestSupport.Practice;

/// <summary>The program as somebody starts it.</summary>
public sealed class LocalProcess : IDisposable
{
    private readonly Process process;

    private LocalProcess(Process process) => this.process = process;

    public static LocalProcess Start(params IReadOnlyList<string> arguments) => StartWith("", arguments);

    /// <param name="programs">A folder that is searched for programs before all others.</param>
    public static LocalProcess StartWith(string programs, params IReadOnlyList<string> arguments)
    {
        // A shell starts what runs in the background deaf to Ctrl-C, and every program inherits that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", DotnetHost.Path, typeof(PracticeOrganisation).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}".TrimStart(':');
        return new LocalProcess(Process.Start(start)!);
    }

    /// <summary>Reads what it writes up to the first line with this text, or fails with what it wrote instead.</summary>
    public async Task<string> ReadToAsync(string text, CancellationToken cancel)
    {
        var said = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            said.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return said.ToString();
            }
        }

        throw new InvalidOperationException($"It ended without saying \"{text}\": {said} {await process.StandardError.ReadToEndAsync(cancel)}");
    }

    public Task<string> ReadErrorsAsync(CancellationToken cancel) => process.StandardError.ReadToEndAsync(cancel);

    public void Send(UnixSignal signal) => new Child(process, TimeProvider.System).Send(signal);

    public async Task<int> EndAsync(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
