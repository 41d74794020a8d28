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
    private readonly TemporaryFolder folder = new();
    private LocalProcess? local;

    public Ports Ports { get; } = FreePorts.Find();

    private string Data => Path.Combine(folder.Path, "data");

    /// <summary>Everything the capturing relay received, as files.</summary>
    public string MailFolder => Path.Combine(Data, "mail");

    /// <summary>What the programs wrote of themselves.</summary>
    public string LogFolder => Path.Combine(Data, "logs");

    public async ValueTask InitializeAsync()
    {
        local = LocalProcess.Start(["--data", Data, .. Ports.ToOptions()]);
        await local.ReadToAsync("Press Ctrl-C to stop.", TestContext.Current.CancellationToken);
    }

    public PracticeAccount Account(string alias) =>
        new PracticeFiles(Path.Combine(Data, "practice")).ReadAccounts().Single(account => account.Alias == alias);

    /// <summary>Every row of every table, the jobs' tables included, as a thief of the database would have it; bytes are hexadecimal.</summary>
    public async Task<string> DumpAsync(CancellationToken cancel)
    {
        await using var owner = new NpgsqlConnection(await OwnerAsync(cancel));
        await owner.OpenAsync(cancel);
        var dump = new StringBuilder();
        foreach (var table in await TablesAsync(owner, cancel))
        {
            using var rows = await owner.BeginTextExportAsync($"copy {table} to stdout", cancel);
            dump.AppendLine(table).Append(await rows.ReadToEndAsync(cancel));
        }

        return dump.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (local is not null)
        {
            local.Send(UnixSignal.Interrupt);
            await local.EndAsync(CancellationToken.None);
            local.Dispose();
        }

        folder.Dispose();
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

    private static async Task<List<string>> TablesAsync(NpgsqlConnection owner, CancellationToken cancel)
    {
        await using var tables = new NpgsqlCommand(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1", owner);
        await using var reader = await tables.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
