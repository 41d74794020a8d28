using System.CommandLine;
using CaseManager.Web.Hosting;
using CaseManager.Web.Settings;

namespace CaseManager.Web.Commands;

/// <summary>The default verb: serves the public and the staff host until it is told to stop.</summary>
public static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serve the public and the staff pages (the default).");
        MakeDefault(command);
        return command;
    }

    /// <summary>Lets a command serve, and pass settings written as <c>--Key=value</c> on to the host.</summary>
    public static void MakeDefault(Command command)
    {
        var roles = new Option<string?>("--roles") { Description = "What this process does: web, worker, or both with a comma (the default)." };
        command.Options.Add(roles);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancel) => RunAsync(
            [.. parsed.UnmatchedTokens, .. RolesOf(parsed.GetValue(roles))], parsed.InvocationConfiguration, cancel));
    }

    private static async Task<int> RunAsync(string[] settings, InvocationConfiguration terminal, CancellationToken cancel)
    {
        if (Array.Find(settings, setting => !IsSetting(setting)) is { } unknown)
        {
            await terminal.Error.WriteLineAsync($"Unknown command or option: {unknown}");
            return CommandLine.WrongUsage;
        }

        try
        {
            await using var app = CaseManagerWeb.Build(settings);
            await ((IHost)app).RunAsync(cancel);
            return CommandLine.Done;
        }
        catch (Exception refusal) when (WrongSettings.In(refusal) is { Count: > 0 } failures)
        {
            foreach (var failure in failures)
            {
                await terminal.Error.WriteLineAsync(failure);
            }

            return CommandLine.CouldNot;
        }
    }

    private static string[] RolesOf(string? roles) =>
        roles is null ? [] : [$"--{CaseManagerOptions.Section}:{nameof(CaseManagerOptions.Roles)}={roles}"];

    private static bool IsSetting(string token) =>
        token.StartsWith("--", StringComparison.Ordinal) && token.Contains('=', StringComparison.Ordinal);
}
