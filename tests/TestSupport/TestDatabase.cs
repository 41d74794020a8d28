using CaseManager.Core;
using CaseManager.Migrations;
using Npgsql;

namespace CaseManager.TestSupport;

/// <summary>One database of a test class; dropped with it.</summary>
public sealed class TestDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    public string Name => name;

    public string Owner => server.OwnerConnection(name);

    /// <summary>What the web program and the worker use.</summary>
    public string App => server.Connection(name, DatabaseRole.App.Name);

    public string StatisticsBuilder => server.Connection(name, DatabaseRole.StatisticsBuilder.Name);

    public string StatisticsReader => server.Connection(name, DatabaseRole.StatisticsReader.Name);

    /// <summary>A context with the rights of the app role.</summary>
    public CaseManagerDbContext Open() => new(CaseManagerDatabase.Options(App));

    /// <summary>Runs the migrations program's work on this database.</summary>
    public Task MigrateAsync(CancellationToken cancel) => server.MigrateAsync(name, cancel);

    /// <summary>Counts its rows for the planner, as a running server does by itself within a minute.</summary>
    public async Task AnalyzeAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync(cancel);
        await using var analyze = new NpgsqlCommand("analyze", connection);
        await analyze.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in new[] { Owner, App, StatisticsBuilder, StatisticsReader })
        {
            NpgsqlConnection.ClearPool(new NpgsqlConnection(connection));
        }

        await server.DropAsync(name);
    }
}
