using System.CommandLine;
using CaseManager.Local.Data;
using CaseManager.Local.Mail;
using CaseManager.Local.Postgres;
using CaseManager.Local.Practice;
using CaseManager.Local.Processes;

namespace CaseManager.Local.Commands;

/// <summary>The verb <c>exec</c>: one command with a running database and the settings in its environment.</summary>
public static class ExecCommand
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var options = new LocalOptions();
        var line = new Argument<string[]>("command")
        {
            Description = "The command and its arguments, after --.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("exec", "Start the private database at the newest schema, run COMMAND with the settings in its environment, stop it.") { line };
        options.AddTo(command);
        command.SetAction((parsed, _) => CommandLine.GuardAsync(parsed, stop => RunAsync(options, parsed, parsed.GetValue(line)!, stop)));
        return command;
    }

    private static async Task<int> RunAsync(LocalOptions options, ParseResult parsed, string[] line, StopSignals stop)
    {
        using var data = DataFolder.Open(options.DataPath(parsed));
        using var launcher = new Launcher(TimeProvider.System);
        await KeyFiles.EnsureAsync(data.Keys, stop.Asked);
        var passwords = await DatabasePasswords.EnsureAsync(data.Passwords, stop.Asked);
        var error = parsed.InvocationConfiguration.Error;
        await using var server = await new OpenDatabase(launcher, error, TimeProvider.System)
            .RunAsync(options.PostgresPath(parsed), data, passwords, stop.Asked);
        await using var capture = CaptureListener.Start(data.Mail, TimeProvider.System);

        using var child = await launcher.StartAsync(new Launch(line[0], line[1..])
        {
            Environment = PracticeSettings.Build(data, server, passwords, options.PortsOf(parsed), capture.Port),
            OwnSession = false,
        });
        try
        {
            return await child.EndAsync(stop.Asked);
        }
        catch (OperationCanceledException) when (stop.FromKeyboard)
        {
            // It has had the same signal; how it ends is its own affair.
            return await child.EndAsync(CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await child.StopAsync(UnixSignal.Terminate, StopPatience);
            return await child.EndAsync(CancellationToken.None);
        }
    }
}
