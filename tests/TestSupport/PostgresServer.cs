using System.Diagnostics;
using System.Security.Cryptography;
using CaseManager.Core;
using CaseManager.Local.Data;
using CaseManager.Local.Postgres;
using CaseManager.Local.Processes;
using CaseManager.Migrations;
using Npgsql;
using Xunit;

namespace CaseManager.TestSupport;

/// <summary>A private PostgreSQL for one test assembly, with a migrated database that every test class gets a copy of.</summary>
/// <remarks>Use as <c>[assembly: AssemblyFixture(typeof(PostgresServer))]</c>.</remarks>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Template = "casemanager_template";

    private const string Connections = "max_connections=300";

    private static readonly string[] Fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", Connections];

    /// <summary>Whether it keeps what it confirmed even when the machine stops, as a real server does; costs a test time.</summary>
    public bool Durable { get; init; }

    private readonly string password = RandomNumberGenerator.GetHexString(32);
    private readonly Launcher launcher = new(TimeProvider.System);
    private DataFolder? data;
    private PrivateServer? server;
    private PostgresBinaries? binaries;
    private string? socket;

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        data = DataFolder.Open(Path.Combine(Path.GetTempPath(), $"cm{RandomNumberGenerator.GetHexString(8, lowercase: true)}"));
        var find = new FindPostgres(launcher, new NpmPostgres(launcher, new Node(launcher), TextWriter.Null));
        binaries = await find.RunAsync(Environment.GetEnvironmentVariable(PostgresBinaries.Variable), data, cancel);
        server = await StartAsync(cancel);
        await ExecuteAsync($"create database {Template}", cancel);
        await MigrateAsync(Template, cancel);
    }

    /// <summary>A new database with the newest schema and no rows.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancel = default)
    {
        var name = NewName();
        await ExecuteAsync($"create database {name} template {Template}", cancel);
        // Rights on the database itself are not copied from the template.
        await using var owner = new NpgsqlConnection(OwnerConnection(name));
        await owner.OpenAsync(cancel);
        await GrantRights.RunAsync(owner, cancel);
        return new TestDatabase(this, name);
    }

    /// <summary>A new database without any table, for tests of the migrations themselves.</summary>
    public async Task<TestDatabase> CreateEmptyDatabaseAsync(CancellationToken cancel = default)
    {
        var name = NewName();
        await ExecuteAsync($"create database {name} template template0", cancel);
        return new TestDatabase(this, name);
    }

    /// <summary>What an operator does after losing a server: dumps a database, restores the dump into an empty one, and runs the migrations.</summary>
    public async Task<TestDatabase> DumpAndRestoreAsync(TestDatabase lost, CancellationToken cancel)
    {
        var dump = Path.Combine(data!.Path, $"{lost.Name}.dump");
        var restored = await CreateEmptyDatabaseAsync(cancel);
        await RunToolAsync("pg_dump", lost.Name, ["--format=custom", $"--file={dump}"], cancel);
        await RunToolAsync("pg_restore", restored.Name, ["--exit-on-error", dump], cancel);
        File.Delete(dump);
        await restored.MigrateAsync(cancel);
        return restored;
    }

    private async Task RunToolAsync(string tool, string database, string[] arguments, CancellationToken cancel)
    {
        var connection = new NpgsqlConnectionStringBuilder(OwnerConnection(database));
        var start = new ProcessStartInfo(
            Path.Combine(binaries!.Folder, tool), [$"--host={connection.Host}", $"--username={connection.Username}", $"--dbname={database}", .. arguments])
        {
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = connection.Password },
        };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{tool}: {error}");
        }
    }

    /// <summary>Kills one session's process: the server throws everybody out and recovers, as after a crash.</summary>
    public async Task CrashAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(OwnerConnection("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancel);
        using var session = Process.GetProcessById(connection.ProcessID);
        session.Kill();
        await session.WaitForExitAsync(cancel);
    }

    /// <summary>Stops it: everybody is thrown out, and nobody gets in until it is started again.</summary>
    public async Task StopAsync()
    {
        socket ??= SocketOf(server!);
        TakeLinkAway();
        await server!.DisposeAsync();
        server = null;
    }

    /// <summary>Starts it again where the programs that used it look for it.</summary>
    public async Task StartAgainAsync(CancellationToken cancel)
    {
        server = await StartAsync(cancel);
        Directory.CreateSymbolicLink(socket!, SocketOf(server));
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        TakeLinkAway();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        launcher.Dispose();
        if (data is not null)
        {
            data.Dispose();
            Directory.Delete(data.Path, recursive: true);
        }
    }

    internal string OwnerConnection(string database) => Connection(database, InitialiseCluster.Owner);

    internal string Connection(string database, string role) => server!.ConnectionString(role, password, database);

    internal Task MigrateAsync(string database, CancellationToken cancel) =>
        MigrateDatabase.RunAsync(
            // Without pooling: an open connection to the template would make every copy wait.
            OwnerConnection(database) + ";Pooling=false",
            DatabaseRole.All.ToDictionary(role => role.Name, _ => password),
            cancel);

    internal async Task DropAsync(string database) => await ExecuteAsync($"drop database if exists {database} with (force)", CancellationToken.None);

    private Task<PrivateServer> StartAsync(CancellationToken cancel) =>
        new StartServer(launcher, TimeProvider.System) { Settings = Durable ? [Connections] : Fast }.RunAsync(binaries!, data!, password, cancel);

    private static string SocketOf(PrivateServer server) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString(InitialiseCluster.Owner, "")).Host!;

    private void TakeLinkAway()
    {
        if (socket is not null && new DirectoryInfo(socket) is { LinkTarget: not null } link)
        {
            link.Delete();
        }
    }

    private static string NewName() => $"t_{HexId.Write(RandomId.New())}";

    private async Task ExecuteAsync(string statement, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(OwnerConnection("postgres"));
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
