using System.Diagnostics;

namespace CaseManager.Local.Processes;

/// <summary>A program that runs beside us until it ends or we stop it.</summary>
public sealed class Child(Process process, TimeProvider time) : IDisposable
{
    public int ProcessId { get; } = process.Id;

    public bool HasEnded => process.HasExited;

    public async Task<int> EndAsync(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    public void Send(UnixSignal signal)
    {
        // A process that we have not waited for keeps its number, so the signal cannot hit another one.
        if (!process.HasExited)
        {
            SystemCalls.Signal(ProcessId, signal);
        }
    }

    /// <summary>Asks it to end, waits, and ends it by force where it did not listen.</summary>
    public async Task StopAsync(UnixSignal signal, TimeSpan patience)
    {
        Send(signal);
        using var timeout = new CancellationTokenSource(patience, time);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => process.Dispose();
}
