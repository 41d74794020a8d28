using Npgsql;

namespace CaseManager.Local.Postgres;

/// <summary>Makes the one database on a new cluster.</summary>
public static class CreateDatabase
{
    public static async Task RunAsync(string ownerConnection, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(cancel);
        await using var look = new NpgsqlCommand("select exists(select from pg_database where datname = $1)", connection);
        look.Parameters.AddWithValue(PrivateServer.Database);
        if ((bool)(await look.ExecuteScalarAsync(cancel))!)
        {
            return;
        }

        await using var create = new NpgsqlCommand($"create database {PrivateServer.Database}", connection);
        await create.ExecuteNonQueryAsync(cancel);
    }
}
