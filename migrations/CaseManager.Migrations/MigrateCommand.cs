using System.CommandLine;
using Npgsql;

namespace CaseManager.Migrations;

/// <summary>The verb <c>migrate</c>: 0 done, 2 wrong usage, 3 could not, with one sentence why.</summary>
public static class MigrateCommand
{
    private const string OwnerVariable = "CaseManager__Owner";

    public static Command Create()
    {
        var owner = new Option<string?>("--owner")
        {
            Description = $"Connection string of the role that owns the database; otherwise {OwnerVariable} is read.",
        };
        var command = new Command("migrate", "Bring the database to the newest schema and repeat the rights of its roles.") { owner };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(owner) ?? Environment.GetEnvironmentVariable(OwnerVariable),
            parsed.InvocationConfiguration,
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(string? owner, InvocationConfiguration terminal, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(owner))
        {
            await terminal.Error.WriteLineAsync($"Give the owner's connection string with --owner or in {OwnerVariable}.");
            return 2;
        }

        try
        {
            await MigrateDatabase.RunAsync(owner, PasswordsFromEnvironment(), cancel);
        }
        catch (Exception failure) when (failure is NpgsqlException or MissingRoleException or ArgumentException)
        {
            await terminal.Error.WriteLineAsync(failure.Message);
            return 3;
        }

        await terminal.Output.WriteLineAsync("The database has the newest schema.");
        return 0;
    }

    private static Dictionary<string, string> PasswordsFromEnvironment() =>
        DatabaseRole.All
            .Select(role => (role.Name, Password: Environment.GetEnvironmentVariable(role.PasswordVariable)))
            .Where(role => !string.IsNullOrEmpty(role.Password))
            .ToDictionary(role => role.Name, role => role.Password!);
}
