using System.CommandLine;

namespace CaseManager.Local.Commands;

/// <summary>The verbs of this executable. Exit codes: 0 done, 2 wrong usage, 3 could not; <c>exec</c> passes on its command's.</summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int WrongUsage = 2;
    public const int CouldNot = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new LocalOptions();
        var root = new RootCommand("A practice organisation on this machine: database, web pages and captured mail. Nothing leaves the machine.")
        {
            ExecCommand.Create(),
        };
        options.AddTo(root);
        root.SetAction((parsed, _) => GuardAsync(parsed, stop => new PracticeOrganisation(
            options.DataPath(parsed),
            options.PostgresPath(parsed),
            options.PortsOf(parsed),
            parsed.InvocationConfiguration.Output,
            TimeProvider.System).RunAsync(stop.Asked)));

        var parsed = root.Parse(args);
        // We stop in our own order and time; a second handler would cut that short.
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? WrongUsage : exitCode;
    }

    /// <summary>Runs a verb until it is done or somebody asks to stop; a refusal becomes its one sentence.</summary>
    internal static async Task<int> GuardAsync(ParseResult parsed, Func<StopSignals, Task<int>> run)
    {
        using var stop = new StopSignals();
        try
        {
            if (OperatingSystem.IsWindows())
            {
                throw new CannotStartException("CaseManager.Local runs on Linux and macOS; on Windows start it inside the Windows Subsystem for Linux.");
            }

            return await run(stop);
        }
        catch (CannotStartException refusal)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(refusal.Message);
            return CouldNot;
        }
        catch (OperationCanceledException) when (stop.Asked.IsCancellationRequested)
        {
            return Done;
        }
    }
}
