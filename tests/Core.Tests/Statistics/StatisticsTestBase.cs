using System.IO.Compression;
using System.Text;
using CaseManager.Core.Statistics.Importing;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Noise;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Statistics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Tests.Statistics;

/// <summary>An organisation's statistics on a database of its own for each test.</summary>
public abstract class StatisticsTestBase(PostgresServer server) : IAsyncLifetime
{
    protected const string Header = "side,period,platform,harm_type,country,age_band,outcome,time_to_removal_band\n";

    protected PostgresServer Server => server;

    protected TestDatabase Database { get; private set; } = null!;

    protected StatisticsDesk Desk { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Database = await Server.CreateDatabaseAsync(Cancel);
        Desk = new StatisticsDesk(Database);
    }

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static Dictionary<string, string> OpenInner(byte[] bundle, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        using var inner = new MemoryStream();
        using var stream = zip.GetEntry(name)!.Open();
        stream.CopyTo(inner);
        return Open(inner.ToArray());
    }

    protected static Dictionary<string, string> Open(byte[] bundle)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }

    // The sign comes first: "not negative", then the smallest size at once.
    protected static RandomWord Zeros() => Always(1, 0, 1, 0, 1);

    protected static RandomWord Threes() => Always(1, 3, 3, 0, 1);

    private static RandomWord Always(params ulong[] words)
    {
        var place = 0;
        return () => words[place++ % words.Length];
    }

    protected static string Made(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }

    protected Task<ImportedContributions> ImportAsync(int cases) => Desk.ImportAsync(
        Header
        + string.Concat(Enumerable.Repeat("intake,2025-07,telegram,threat_to_share,KR,18_24,,\n", cases))
        + string.Concat(Enumerable.Repeat("closure,2025-08,telegram,,,,removed_all,up_to_48h\n", cases)),
        Cancel);


    protected async Task<int> LedgerAsync()
    {
        await using var builder = Desk.Databases.OpenBuilder();
        return await builder.Set<LedgerEntry>().CountAsync(Cancel);
    }

    protected Task RunAsOwnerAsync(string statement) => RunAsync(Database.Owner, statement);

    protected static async Task RunAsync(string connection, string statement)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(statement, open);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
