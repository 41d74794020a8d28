using System.Text;
using System.Text.Json;
using CaseManager.Local.Data;
using CaseManager.Local.Postgres;
using CaseManager.Local.Practice;
using CaseManager.Local.Processes;
using CaseManager.TestSupport.Practice;
using Npgsql;

namespace CaseManager.EndToEnd.Tests.WholePath;

/// <summary>A practice organisation, started as somebody starts it who has just cloned the repository.</summary>
public sealed class PracticeRun : IAsyncLifetime
{
    /// <summary>Many times what starting or stopping it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder folder = new();

    // What the programs keep for a moment only.
    private readonly TemporaryFolder temporary = new();
    private LocalProcess? local;

    public Ports Ports { get; } = FreePorts.Find();

    private string Data => Path.Combine(folder.Path, "data");

    /// <summary>Everything the capturing relay received, as files.</summary>
    public string MailFolder => Path.Combine(Data, "mail");

    public async ValueTask InitializeAsync()
    {
        local = LocalProcess.StartIn(new() { ["TMPDIR"] = temporary.Path }, ["--data", Data, .. Ports.ToOptions()]);
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await local.ReadToAsync("Press Ctrl-C to stop.", limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It did not start: {local.Said}");
        }

        local.KeepReading();
    }

    public PracticeAccount Account(string alias) =>
        new PracticeFiles(Path.Combine(Data, "practice")).ReadAccounts().Single(account => account.Alias == alias);

    /// <summary>Every value of every table, the jobs' tables included.</summary>
    public async Task<IReadOnlyList<StoredValue>> ReadDatabaseAsync(CancellationToken cancel) => await StoredValues.ReadAsync(await OwnerAsync(cancel), cancel);

    /// <summary>Every file the programs wrote, whether they keep it or not, and what they said; PostgreSQL's own files are read as its tables.</summary>
    public async Task<IReadOnlyList<(string Place, byte[] Bytes)>> ReadFilesAsync(CancellationToken cancel)
    {
        var own = Path.Combine(Data, "postgres") + Path.DirectorySeparatorChar;
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        var files = new[] { folder, temporary }
            .SelectMany(one => Directory.EnumerateFiles(one.Path, "*", everything))
            .Where(file => !file.StartsWith(own, StringComparison.Ordinal) && IsOrdinary(file));
        var written = new List<(string Place, byte[] Bytes)> { ("standard output", Encoding.UTF8.GetBytes(local!.Said)) };
        foreach (var file in files)
        {
            // The programs still write to some of them, and hold one.
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancel);
            written.Add((Path.GetRelativePath(folder.Path, file), bytes.ToArray()));
        }

        return written;
    }

    public async ValueTask DisposeAsync()
    {
        if (local is not null)
        {
            local.Send(UnixSignal.Interrupt);
            using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
            try
            {
                await local.EndAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"It did not stop: {local.Said}");
            }
            finally
            {
                local.Dispose();
            }
        }

        folder.Dispose();
        temporary.Dispose();
    }

    private async Task<string> OwnerAsync(CancellationToken cancel)
    {
        var passwords = JsonSerializer.Deserialize<DatabasePasswords>(await File.ReadAllBytesAsync(Path.Combine(Data, "passwords.json"), cancel))!;
        return new NpgsqlConnectionStringBuilder
        {
            Host = (await File.ReadAllTextAsync(Path.Combine(Data, "socket-folder"), cancel)).Trim(),
            Database = PrivateServer.Database,
            Username = InitialiseCluster.Owner,
            Password = passwords.Owner,
            Pooling = false,
        }.ConnectionString;
    }

    // A socket has no bytes, a pipe waits for somebody to write, and the lock only says whose folder this is.
    private static bool IsOrdinary(string file) =>
        Path.GetFileName(file) is not "lock" && !Path.GetFileName(file).StartsWith(".s.PGSQL", StringComparison.Ordinal)
        && !Path.GetFileName(file).StartsWith("dotnet-diagnostic-", StringComparison.Ordinal)
        && !Path.GetFileName(file).StartsWith("clr-debug-pipe-", StringComparison.Ordinal);
}
