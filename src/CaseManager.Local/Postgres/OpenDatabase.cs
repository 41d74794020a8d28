using CaseManager.Local.Data;
using CaseManager.Local.Processes;
using Npgsql;

namespace CaseManager.Local.Postgres;

/// <summary>From a data folder to a running database with the newest schema.</summary>
public sealed class OpenDatabase(Launcher launcher, TextWriter output, TimeProvider time)
{
    /// <param name="configured">A folder with PostgreSQL's programs, or <see langword="null"/>.</param>
    /// <exception cref="CannotStartException">One of the steps could not be done.</exception>
    public async Task<PrivateServer> RunAsync(string? configured, DataFolder data, DatabasePasswords passwords, CancellationToken cancel)
    {
        var npm = new NpmPostgres(launcher, new Node(launcher), output);
        var binaries = await new FindPostgres(launcher, npm).RunAsync(configured, data, cancel);
        var server = await new StartServer(launcher, time).RunAsync(binaries, data, passwords.Owner, cancel);
        try
        {
            await CreateDatabase.RunAsync(server.ConnectionString(InitialiseCluster.Owner, passwords.Owner, "postgres"), cancel);
            await new MigrateToNewest(launcher).RunAsync(server, passwords, cancel);
            return server;
        }
        catch (Exception failure)
        {
            await server.DisposeAsync();
            throw failure is NpgsqlException ? new CannotStartException($"PostgreSQL in {data.Path} refuses: {failure.Message}", failure) : failure;
        }
    }
}
