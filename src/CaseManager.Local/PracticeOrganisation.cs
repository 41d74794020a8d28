using CaseManager.Local.Data;
using CaseManager.Local.Mail;
using CaseManager.Local.Postgres;
using CaseManager.Local.Practice;
using CaseManager.Local.Processes;

namespace CaseManager.Local;

/// <summary>The whole practice organisation, from an empty folder to pages that answer, and back to nothing running.</summary>
public sealed class PracticeOrganisation(string dataPath, string? postgres, Ports ports, TextWriter output, TimeProvider time)
{
    /// <returns>The exit code, once somebody asked to stop.</returns>
    /// <exception cref="CannotStartException">It cannot start, or one of its programs ended by itself.</exception>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        ports.CheckFree();
        using var data = DataFolder.Open(dataPath);
        using var launcher = new Launcher(time);
        var files = new PracticeFiles(data.Practice);
        if (!files.AreComplete)
        {
            // Said before anything is started, not after half a minute.
            await new Node(launcher).CheckAsync(cancel);
        }

        await KeyFiles.EnsureAsync(data.Keys, cancel);
        var passwords = await DatabasePasswords.EnsureAsync(data.Passwords, cancel);

        await output.WriteLineAsync($"Practice: nothing leaves this machine. Everything is kept in {data.Path}");
        var state = new PracticeState();
        await using var page = await PracticePage.StartAsync(data, ports, state, time, cancel);
        await using var server = await new OpenDatabase(launcher, output, time).RunAsync(postgres, data, passwords, cancel);
        await using var capture = CaptureListener.Start(data.Mail, time);
        var settings = PracticeSettings.Build(data, server, passwords, ports, capture.Port);
        var seed = new SeedPractice(launcher, files, settings, output);
        await seed.PrepareAsync(cancel);
        await using var web = await WebProgram.StartAsync(launcher, data, ports, settings, time, cancel);
        await seed.SendSamplesAsync(ports, cancel);
        state.IsReady = true;

        await output.WriteLineAsync($"""

              Public pages      {ports.PublicUrl}
              Staff pages       {ports.StaffUrl}
              Accounts, codes
              and captured mail {ports.PracticeUrl}

            Press Ctrl-C to stop.
            """);
        await WaitAsync(web, server, data, cancel);
        await output.WriteLineAsync("Stopping.");
        return Commands.CommandLine.Done;
    }

    private static async Task WaitAsync(WebProgram web, PrivateServer server, DataFolder data, CancellationToken cancel)
    {
        var webEnd = web.EndAsync(cancel);
        var first = await Task.WhenAny(webEnd, server.EndAsync(cancel));
        if (cancel.IsCancellationRequested)
        {
            return;
        }

        var code = await first;
        var (name, log) = first == webEnd ? ("The web program", data.Log("web")) : ("PostgreSQL", data.Log("postgres"));
        throw new CannotStartException($"{name} ended by itself with {code}: {LogTail.LastLine(log)}");
    }
}
