using CaseManager.Core.Audit;
using CaseManager.Core.Reports;
using CaseManager.Core.Retention;
using CaseManager.Core.Sealing.DailyHeads;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace CaseManager.Core.Tests.Sealing.DailyHeads;

/// <summary>An organisation with an auditor and a folder for its daily heads, on a database of its own.</summary>
public sealed class HeadKeeper : IAsyncDisposable
{
    private HeadKeeper(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Folder of the heads; not there before the first.</summary>
    public string Folder { get; } = Path.Combine(TestFolders.New(), "audit-heads");

    public Guid Auditor { get; } = RandomId.New();

    public TestKeys AuditorKeys { get; } = new();

    public DailyHeadOptions Options => new(Folder, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    public HeadFolder Files => new(Options);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<HeadKeeper> CreateAsync(PostgresServer server)
    {
        var keeper = new HeadKeeper(await server.CreateDatabaseAsync(Cancel));
        var genesis = new TestGenesis();
        await genesis.InstallAsync(keeper.Database, Cancel);
        await new TestRoster(genesis, keeper.Database).AdmitAsync(keeper.Auditor, keeper.AuditorKeys.SigningKey, Cancel);
        await keeper.HappenAsync(AuditLog.Organisation, "RosterBegun");
        return keeper;
    }

    /// <summary>A case with some events, and the row of its report.</summary>
    public async Task<Guid> AddCaseAsync(int events = 3)
    {
        var caseId = RandomId.New();
        await using (var database = Database.Open())
        {
            var report = new Report { CaseId = caseId, Mode = IntakeMode.Sealed, Language = "en" };
            report.Receive(Clock.GetUtcNow(), held: false);
            database.Add(report);
            await database.SaveChangesAsync(Cancel);
        }

        for (var i = 0; i < events; i++)
        {
            await HappenAsync(caseId, "ReportReceived");
        }

        return caseId;
    }

    public async Task HappenAsync(Guid chain, string type)
    {
        await using var database = Database.Open();
        await using var transaction = await database.Database.BeginTransactionAsync(Cancel);
        await new AuditLog(database, Clock).AppendAsync(chain, type, Actor.Server, [], Cancel);
        await transaction.CommitAsync(Cancel);
    }

    /// <summary>What the job does once.</summary>
    public async Task<HeadFilesOutcome> TickAsync()
    {
        await using var database = Database.Open();
        await new TakeDailyHead(database, new AuditLog(database, Clock), Options, Clock).RunAsync(Cancel);
        return await new WriteHeadFiles(database, Files, Clock).RunAsync(Cancel);
    }

    public async Task NextDayAsync()
    {
        Clock.Advance(TimeSpan.FromDays(1));
        await TickAsync();
    }

    public async Task SignAsync(DateOnly day, TestKeys? keys = null)
    {
        await using var database = Database.Open();
        var head = await database.Set<DailyHead>().SingleAsync(one => one.Day == day, Cancel);
        var signature = (keys ?? AuditorKeys).SignBytes(Countersignature.Label, head.Bytes).Signature;
        await new CountersignHead(database, new ReadRoster(database), new AuditLog(database, Clock), Clock).RunAsync(day, Auditor, signature, Cancel);
    }

    public async Task<AuditVerdict> VerifyAsync()
    {
        await using var database = Database.Open();
        return await new VerifyAudit(
            database, new VerifyChains(database), new VerifyHeads(database, Files, new ReadRoster(database)), new CompareLists(database, Files), Files).RunAsync(Cancel);
    }

    public async Task<List<DailyHead>> HeadsAsync()
    {
        await using var database = Database.Open();
        return await database.Set<DailyHead>().AsNoTracking().OrderBy(head => head.Day).ToListAsync(Cancel);
    }

    /// <summary>What somebody with the owner's rights does.</summary>
    public async Task TamperAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(Database.Owner);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public async ValueTask DisposeAsync()
    {
        TestFolders.Delete(Path.GetDirectoryName(Folder)!);
        await Database.DisposeAsync();
    }
}
