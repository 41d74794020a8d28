using CaseManager.Local.Processes;
using Npgsql;

namespace CaseManager.Local.Postgres;

/// <summary>A PostgreSQL server of our own: no port, one socket, gone when we are.</summary>
public sealed class PrivateServer : IAsyncDisposable
{
    public const string Database = "casemanager";

    internal static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private readonly Child child;
    private readonly SocketFolder socket;

    internal PrivateServer(Child child, SocketFolder socket)
    {
        this.child = child;
        this.socket = socket;
    }

    public Task<int> EndAsync(CancellationToken cancel) => child.EndAsync(cancel);

    public string ConnectionString(string role, string password, string database = Database) => new NpgsqlConnectionStringBuilder
    {
        Host = socket.Path,
        Database = database,
        Username = role,
        Password = password,
    }.ConnectionString;

    /// <summary>Stops it cleanly: sessions are ended, everything is written.</summary>
    public async ValueTask DisposeAsync()
    {
        await child.StopAsync(UnixSignal.Interrupt, StopPatience);
        child.Dispose();
        socket.Dispose();
    }
}
