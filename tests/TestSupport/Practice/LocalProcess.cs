using System.Diagnostics;
using System.Text;
using CaseManager.Local;
using CaseManager.Local.Processes;

namespace CaseManager.TestSupport.Practice;

/// <summary>The program as somebody starts it.</summary>
public sealed class LocalProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();

    private LocalProcess(Process process) => this.process = process;

    public static LocalProcess Start(params IReadOnlyList<string> arguments) => StartWith("", arguments);

    /// <param name="programs">A folder that is searched for programs before all others.</param>
    public static LocalProcess StartWith(string programs, params IReadOnlyList<string> arguments) =>
        StartIn(
            new() { ["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}".TrimStart(':') },
            arguments);

    /// <param name="environment">Added to the environment of the test.</param>
    public static LocalProcess StartIn(Dictionary<string, string> environment, params IReadOnlyList<string> arguments)
    {
        // A shell starts what runs in the background deaf to Ctrl-C, and every program inherits that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", DotnetHost.Path, typeof(PracticeOrganisation).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new LocalProcess(Process.Start(start)!);
    }

    /// <summary>Reads what it writes up to the first line with this text, or fails with what it wrote instead.</summary>
    public async Task<string> ReadToAsync(string text, CancellationToken cancel)
    {
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            Keep(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return Said;
            }
        }

        throw new InvalidOperationException($"It ended without saying \"{text}\": {Said} {await process.StandardError.ReadToEndAsync(cancel)}");
    }

    /// <summary>What it has written so far, as far as it was read.</summary>
    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    /// <summary>Reads everything it writes from here on, to its end.</summary>
    public void KeepReading()
    {
        _ = KeepAsync(process.StandardOutput);
        _ = KeepAsync(process.StandardError);
    }

    public Task<string> ReadErrorsAsync(CancellationToken cancel) => process.StandardError.ReadToEndAsync(cancel);

    public void Send(UnixSignal signal) => new Child(process, TimeProvider.System).Send(signal);

    public async Task<int> EndAsync(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    private async Task KeepAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            Keep(line);
        }
    }

    private void Keep(string line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
