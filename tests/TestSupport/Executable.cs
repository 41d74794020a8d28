using System.Diagnostics;
using CaseManager.Web.Commands;

namespace CaseManager.TestSupport;

/// <summary>Runs the web executable as an operator does: another process, no settings but those given, the machine's own pipes.</summary>
public static class Executable
{
    /// <summary>Starts it and leaves it alone; what it says is not read.</summary>
    public static Process Start(string[] args, IReadOnlyDictionary<string, string> settings) =>
        Process.Start(Prepare(args, settings)) ?? throw new InvalidOperationException("The executable did not start.");

    /// <param name="settings">By the names of environment variables.</param>
    public static async Task<ExecutableResult> RunAsync(
        string[] args, byte[]? input = null, IReadOnlyDictionary<string, string>? settings = null, CancellationToken cancel = default)
    {
        var start = Prepare(args, settings);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The executable did not start.");
        using var output = new MemoryStream();
        var reading = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(output, cancel), WriteAsync(process, input ?? [], cancel));
        var error = await process.StandardError.ReadToEndAsync(cancel);
        await reading;
        await process.WaitForExitAsync(cancel);
        return new ExecutableResult(process.ExitCode, output.ToArray(), error);
    }

    private static ProcessStartInfo Prepare(string[] args, IReadOnlyDictionary<string, string>? settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var setting in start.Environment.Keys.Where(key => key.StartsWith("CaseManager__", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(setting);
        }

        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task WriteAsync(Process process, byte[] input, CancellationToken cancel)
    {
        await process.StandardInput.BaseStream.WriteAsync(input, cancel);
        process.StandardInput.Close();
    }
}

/// <param name="ExitCode">0 done, 1 not valid, 2 wrong usage, 3 could not.</param>
/// <param name="Output">Standard output, byte for byte.</param>
/// <param name="Error">Standard error.</param>
public sealed record ExecutableResult(int ExitCode, byte[] Output, string Error)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Output);
}
