using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;

namespace CaseManager.Local.Postgres;

/// <summary>A running server on one data folder, reachable through a socket folder only; dies with this process.</summary>
public sealed class PostgresProcess : IAsyncDisposable
{
    private const int Interrupt = 2;
    private const string Ready = "database system is ready to accept connections";

    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> said = [];
    private readonly string socketFolder;
    private int processId;

    private PostgresProcess(string socketFolder) => this.socketFolder = socketFolder;

    /// <param name="socketFolder">A short path: the socket's whole name may have 107 bytes.</param>
    /// <param name="extra">More settings, such as <c>fsync=off</c>.</param>
    /// <exception cref="PostgresFailedException">The server ended before it was ready; with what it said.</exception>
    public static async Task<PostgresProcess> StartAsync(
        string binaries, string dataFolder, string socketFolder, IEnumerable<string> extra, CancellationToken cancel)
    {
        Directory.CreateDirectory(socketFolder);
        await UnprivilegedUser.OwnAsync(socketFolder, cancel);
        string[] settings = ["listen_addresses=", "lc_messages=C", .. extra];
        string[] command =
        [
            .. KeepAlive(), Path.Combine(binaries, "postgres"), "-D", dataFolder, "-k", socketFolder, "-p", "5432",
            .. settings.SelectMany(setting => new[] { "-c", setting }),
        ];

        var server = new PostgresProcess(socketFolder);
        // The kernel ties "die with the parent" to the thread that started the child, so this thread lives as long as the server.
        new Thread(() => server.Run(command)) { IsBackground = true, Name = "postgres" }.Start();
        await server.started.Task.WaitAsync(cancel);
        return server;
    }

    /// <summary>Connection string for a role of this server.</summary>
    public string Connection(string database, string role, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = socketFolder,
            Port = 5432,
            Database = database,
            Username = role,
            Password = password,
        }.ConnectionString;

    /// <summary>Stops the server cleanly: open transactions are rolled back, connections closed.</summary>
    public async ValueTask DisposeAsync()
    {
        _ = Kill(processId, Interrupt);
        await ended.Task;
    }

    // setsid keeps Ctrl-C in a terminal away from the server, which must outlive the web program by a moment.
    private static string[] KeepAlive() =>
        OperatingSystem.IsLinux()
            ? ["setsid", .. UnprivilegedUser.Prefix is { Count: > 0 } prefix ? prefix : ["setpriv"], "--pdeathsig=INT"]
            : [];

    private void Run(string[] command)
    {
        try
        {
            var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", RedirectStandardError = true };
            start.Environment["LC_ALL"] = "C";
            using var server = Process.Start(start)!;
            processId = server.Id;
            while (server.StandardError.ReadLine() is { } line)
            {
                Listen(line);
            }

            server.WaitForExit();
            started.TrySetException(new PostgresFailedException($"PostgreSQL did not start: {string.Join(' ', said)}"));
        }
        catch (Exception failure)
        {
            started.TrySetException(failure);
        }
        finally
        {
            ended.TrySetResult();
        }
    }

    private void Listen(string line)
    {
        if (line.Contains(Ready, StringComparison.Ordinal))
        {
            started.TrySetResult();
        }
        else if (!started.Task.IsCompleted)
        {
            said.Add(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
