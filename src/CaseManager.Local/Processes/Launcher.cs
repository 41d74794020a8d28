using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace CaseManager.Local.Processes;

/// <summary>Starts programs that must not outlive this one.</summary>
/// <remarks>
/// The kernel sends a child its death signal when the <em>thread</em> that started it ends. So all are started
/// by one thread that lives as long as we do; a thread of the pool would take the database with it.
/// </remarks>
public sealed class Launcher : IDisposable
{
    private readonly BlockingCollection<Action> starts = [];
    private readonly TimeProvider time;
    private readonly Thread thread;

    public Launcher(TimeProvider time)
    {
        this.time = time;
        thread = new Thread(RunStarts) { IsBackground = true, Name = "starts programs" };
        thread.Start();
    }

    /// <exception cref="CannotStartException">There is no such program.</exception>
    public Task<Child> StartAsync(Launch launch) => OnThreadAsync(() => new Child(Start(launch, redirect: false), time));

    /// <summary>Runs a program to its end and returns what it wrote; both streams are read, errors after output.</summary>
    public async Task<Outcome> RunAsync(Launch launch, CancellationToken cancel)
    {
        using var process = await OnThreadAsync(() => Start(launch, redirect: true));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new Outcome(process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        starts.CompleteAdding();
        thread.Join();
        starts.Dispose();
    }

    private static Process Start(Launch launch, bool redirect)
    {
        var line = CommandLineOf.Build(launch);
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
            RedirectStandardError = redirect,
            WorkingDirectory = launch.WorkingFolder ?? "",
        };
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new CannotStartException($"The program {line[0]} is missing or cannot be run: {failure.Message}", failure);
        }
    }

    private Task<T> OnThreadAsync<T>(Func<T> start)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        starts.Add(() =>
        {
            try
            {
                result.SetResult(start());
            }
            catch (Exception failure)
            {
                result.SetException(failure);
            }
        });
        return result.Task;
    }

    private void RunStarts()
    {
        foreach (var start in starts.GetConsumingEnumerable())
        {
            start();
        }
    }
}
