using CaseManager.Core;
using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Migrations;

/// <summary>Brings a database to the newest schema: roles, tables, the job tables, rights. May run any number of times.</summary>
public static class MigrateDatabase
{
    /// <summary>Schema of the job tables.</summary>
    public const string JobsSchema = "hangfire";

    /// <param name="owner">Connection string of the role that owns the database.</param>
    /// <param name="passwords">By role name, for the roles that are to be created or changed.</param>
    public static async Task RunAsync(string owner, IReadOnlyDictionary<string, string> passwords, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancel);

        await CreateRoles.RunAsync(connection, passwords, cancel);
        await using (var database = new CaseManagerDbContext(CaseManagerDatabase.Options(owner)))
        {
            await database.Database.MigrateAsync(cancel);
        }

        PostgreSqlObjectsInstaller.Install(connection, JobsSchema);
        await GrantRights.RunAsync(connection, cancel);
    }
}
