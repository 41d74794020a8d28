using Npgsql;

namespace CaseManager.Migrations;

/// <summary>Says again what each role may do, after the tables have changed.</summary>
public static class GrantRights
{
    public static async Task RunAsync(NpgsqlConnection owner, CancellationToken cancel)
    {
        await using var stream = typeof(GrantRights).Assembly.GetManifestResourceStream("grants.sql")!;
        using var reader = new StreamReader(stream);
        await using var command = new NpgsqlCommand(await reader.ReadToEndAsync(cancel), owner);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
