using System.Diagnostics;
using System.Globalization;

namespace CaseManager.TestSupport.Takedowns.Faults;

/// <summary>A relay in a process of its own that can be killed; what it keeps it writes into a folder before it answers.</summary>
/// <param name="process">A program that calls <see cref="RunAsync"/>.</param>
/// <param name="folder">Where it keeps mails.</param>
public sealed class RelayProcess(Process process, string folder) : IDisposable
{
    private const string Listening = "listening";
    private const string Reached = "reached";

    /// <param name="program">The program that calls <see cref="RunAsync"/> when it gets these arguments.</param>
    /// <param name="stage">Where it waits to be killed.</param>
    public static async Task<RelayProcess> StartAsync(string program, int port, Smtp.SmtpStage stage, CancellationToken cancel)
    {
        var folder = TestFolders.New();
        var start = new ProcessStartInfo("dotnet", [program, "relay", port.ToString(CultureInfo.InvariantCulture), stage.ToString(), folder])
        {
            RedirectStandardOutput = true,
        };
        var relay = new RelayProcess(Process.Start(start)!, folder);
        await relay.ReadAsync(Listening, cancel);
        return relay;
    }

    /// <summary>Ends when the stage is reached.</summary>
    public Task ReachedAsync(CancellationToken cancel) => ReadAsync(Reached, cancel);

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        process.Kill();
        await process.WaitForExitAsync(cancel);
    }

    /// <summary>Mails it kept.</summary>
    public IReadOnlyList<byte[]> Kept() => [.. Directory.GetFiles(folder, "*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>The relay's side.</summary>
    public static async Task<int> RunAsync(int port, Smtp.SmtpStage stage, string folder, TextWriter output, CancellationToken cancel)
    {
        await using var peer = Smtp.SmtpPeer.Start(port);
        var number = 0;
        peer.Kept = mail => File.WriteAllBytes(Path.Combine(folder, $"{Interlocked.Increment(ref number):0000}.eml"), mail.Bytes);
        var wait = peer.Next(stage, new Smtp.SmtpTurn.Wait());
        await output.WriteLineAsync(Listening);
        await output.FlushAsync(cancel);
        await wait.Reached.WaitAsync(cancel);
        await output.WriteLineAsync(Reached);
        await output.FlushAsync(cancel);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        return 0;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
        TestFolders.Delete(folder);
    }

    private async Task ReadAsync(string line, CancellationToken cancel)
    {
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } read)
        {
            if (read == line)
            {
                return;
            }
        }

        throw new InvalidOperationException($"The relay ended without saying \"{line}\".");
    }
}
