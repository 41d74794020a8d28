using System.Security.Cryptography;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Coding;
using CaseManager.Core.Statistics.Contributions;
using CaseManager.Core.Statistics.Periods;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Statistics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Tests.Statistics;

/// <summary>What was coded, from the inbox to the other contributions, and out again.</summary>
public sealed class CodingTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly Month July = Month.Of(2025, 7);

    private TestDatabase database = null!;
    private StatisticsDesk desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await server.CreateDatabaseAsync(Cancel);
        desk = new StatisticsDesk(database);
    }

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Inbox_Emptied_LosesNothingAndLiesInAnotherOrder()
    {
        var intakes = await CodeAsync(Side.Intake, 60);
        var closures = await CodeAsync(Side.Closure, 60);

        await Empty.RunAsync(Cancel);
        await Empty.RunAsync(Cancel);

        Assert.Empty(await IdsAsync("inbox"));
        foreach (var (table, coded) in new[] { ("intakes", intakes), ("closures", closures) })
        {
            var lying = await IdsAsync(table);
            Assert.Equal(coded.Order(), lying.Order());
            Assert.NotEqual(coded, lying);
            Assert.NotEqual(coded.Order(), lying);
        }
    }

    [Fact]
    public async Task Facts_TakenOver_AreTheSame()
    {
        var row = Row(Side.Intake, RandomId.New());
        await AddAsync(row);
        var closed = Row(Side.Closure, RandomId.New());
        await AddAsync(closed);

        await Empty.RunAsync(Cancel);

        await using var builder = desk.Databases.OpenBuilder();
        var intake = await builder.Set<IntakeContribution>().SingleAsync(Cancel);
        Assert.Equal((row.Id, July, row.Platform, row.HarmType, row.Country, row.AgeBand), (intake.Id, intake.Month, intake.Platform, (short?)intake.HarmType, intake.Country, (short?)intake.AgeBand));
        var closure = await builder.Set<ClosureContribution>().SingleAsync(Cancel);
        Assert.Equal((closed.Id, July, closed.Platform, closed.Outcome, closed.RemovalTime), (closure.Id, closure.Month, closure.Platform, (short?)closure.Outcome, (short?)closure.RemovalTime));
    }

    [Fact]
    public async Task Emptying_KilledBeforeItsEnd_LeavesTheInboxAsItWas()
    {
        var coded = await CodeAsync(Side.Intake, 5);
        await RunAsync(
            database.Owner,
            """
            create function statistics.fail() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
            create trigger fail before insert on statistics.intakes execute function statistics.fail()
            """);

        await Assert.ThrowsAsync<PostgresException>(() => Empty.RunAsync(Cancel));

        Assert.Equal(coded.Order(), (await IdsAsync("inbox")).Order());
        await RunAsync(database.Owner, "drop trigger fail on statistics.intakes");
        await Empty.RunAsync(Cancel);
        Assert.Equal(coded.Order(), (await IdsAsync("intakes")).Order());
    }

    [Fact]
    public async Task TakingBack_WhileTheInboxIsEmptied_LeavesNoneOfThoseAndAllOfTheOthers()
    {
        var coded = await CodeAsync(Side.Intake, 200);
        var gone = coded.Where((_, place) => place % 4 == 0).ToList();

        await Task.WhenAll(
            [Empty.RunAsync(Cancel), Empty.RunAsync(Cancel), .. gone.Chunk(10).Select(async ids =>
            {
                foreach (var id in ids)
                {
                    await TakeBackAsync(id, Side.Intake);
                }
            })]);
        await Empty.RunAsync(Cancel);

        Assert.Equal(coded.Except(gone).Order(), (await IdsAsync("intakes")).Order());
        Assert.Empty(await IdsAsync("inbox"));
    }

    [Fact]
    public async Task TakingBack_AnswersByTheMonthAlone()
    {
        var counted = (await CodeAsync(Side.Intake, 2)).ToList();
        await Empty.RunAsync(Cancel);

        Assert.False(await TakeBackAsync(counted[0], Side.Intake));
        Assert.False(await TakeBackAsync(RandomId.New(), Side.Intake));
        await desk.BuildAsync("2025-Q3", Cancel);
        Assert.True(await TakeBackAsync(counted[1], Side.Intake));
        Assert.True(await TakeBackAsync(RandomId.New(), Side.Intake));
        Assert.False(await TakeBackAsync(RandomId.New(), Side.Closure));
        Assert.Empty(await IdsAsync("intakes"));
    }

    /// <summary>A build that is refused every minute would take rows over one by one, in the order they were coded in.</summary>
    [Fact]
    public async Task Build_ThatIsRefused_LeavesTheInboxAsItIs()
    {
        var coded = await CodeAsync(Side.Intake, 3);

        await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2026", Cancel));

        Assert.Equal(coded.Order(), (await IdsAsync("inbox")).Order());
        Assert.Empty(await IdsAsync("intakes"));
    }

    [Fact]
    public async Task Build_CountsWhatStillLayInTheInbox()
    {
        await CodeAsync(Side.Intake, 3);

        await desk.BuildAsync("2025-Q3", Cancel);

        Assert.Equal(3, (await IdsAsync("intakes")).Count);
        Assert.Empty(await IdsAsync("inbox"));
    }

    [Theory]
    [InlineData("select \"Month\" from statistics.inbox")]
    [InlineData("select \"Platform\" from statistics.intakes")]
    [InlineData("select \"Outcome\" from statistics.closures")]
    [InlineData("update statistics.inbox set \"Month\" = 0")]
    [InlineData("insert into statistics.intakes values (gen_random_uuid(), 1, 1, 1, 'ZZ', 1)")]
    [InlineData("select \"ReleaseId\" from statistics.ledger")]
    public async Task AppRole_ReadingOrChangingCodes_IsRefused(string statement)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database.App, statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Theory]
    [InlineData("insert into statistics.inbox (\"Id\", \"Side\", \"Month\", \"Platform\") values (gen_random_uuid(), 0, 1, 1)")]
    [InlineData("delete from statistics.intakes")]
    [InlineData("update statistics.intakes set \"Month\" = 0")]
    public async Task BuilderRole_ChangingWhatWasCoded_IsRefused(string statement)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database.StatisticsBuilder, statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    /// <summary>A month is the finest time, and nothing names a case or a person.</summary>
    [Theory]
    [InlineData("inbox", "Id uuid, Side smallint, Month integer, Platform smallint, HarmType smallint, Country character varying, AgeBand smallint, Outcome smallint, RemovalTime smallint")]
    [InlineData("intakes", "Id uuid, Month integer, Platform smallint, HarmType smallint, Country character varying, AgeBand smallint")]
    [InlineData("closures", "Id uuid, Month integer, Platform smallint, Outcome smallint, RemovalTime smallint")]
    public async Task Tables_HoldTheseColumnsAndNoOther(string table, string columns)
    {
        await using var owner = new NpgsqlConnection(database.Owner);
        await owner.OpenAsync(Cancel);
        await using var read = new NpgsqlCommand(
            "select column_name || ' ' || data_type from information_schema.columns where table_schema = 'statistics' and table_name = $1", owner);
        read.Parameters.AddWithValue(table);
        var found = new List<string>();
        await using var rows = await read.ExecuteReaderAsync(Cancel);
        while (await rows.ReadAsync(Cancel))
        {
            found.Add(rows.GetString(0));
        }

        Assert.Equal(columns.Split(", ").Order(), found.Order());
    }

    private EmptyInbox Empty => new(desk.Databases);

    private async Task<bool> TakeBackAsync(Guid id, Side side)
    {
        await using var app = database.Open();
        return await new TakeBackContribution(app).RunAsync(id, side, July, Cancel);
    }

    private async Task<IReadOnlyList<Guid>> CodeAsync(Side side, int count)
    {
        var ids = new List<Guid>();
        foreach (var _ in Enumerable.Range(0, count))
        {
            ids.Add(RandomId.New());
            await AddAsync(Row(side, ids[^1]));
        }

        return ids;
    }

    private async Task AddAsync(InboxRow row)
    {
        await using var app = database.Open();
        app.Add(row);
        await app.SaveChangesAsync(Cancel);
    }

    private static InboxRow Row(Side side, Guid id) => side == Side.Intake
        ? new() { Id = id, Side = side, Month = July, Platform = Any(16), HarmType = Any(13), Country = "PT", AgeBand = Any(7) }
        : new() { Id = id, Side = side, Month = July, Platform = Any(16), Outcome = Any(11), RemovalTime = Any(7) };

    private static short Any(int codes) => (short)RandomNumberGenerator.GetInt32(1, codes + 1);

    /// <summary>In the order they lie in.</summary>
    private async Task<IReadOnlyList<Guid>> IdsAsync(string table)
    {
        await using var owner = new NpgsqlConnection(database.Owner);
        await owner.OpenAsync(Cancel);
        await using var read = new NpgsqlCommand($"select \"Id\" from statistics.{table} order by ctid", owner);
        var ids = new List<Guid>();
        await using var rows = await read.ExecuteReaderAsync(Cancel);
        while (await rows.ReadAsync(Cancel))
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }

    private static async Task RunAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
