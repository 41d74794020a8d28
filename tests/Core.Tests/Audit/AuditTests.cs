using CaseManager.Core.Audit;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace CaseManager.Core.Tests.Audit;

public sealed class AuditTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly Guid chain = RandomId.New();

    [Fact]
    public async Task Append_OutsideATransaction_Throws()
    {
        await using var database = fixture.Database.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => new AuditLog(database, clock).AppendAsync(chain, "Tried", Actor.Server, [], Cancel));
    }

    [Fact]
    public async Task Append_RolledBack_LeavesNoTrace()
    {
        await using (var database = fixture.Database.Open())
        {
            await using var transaction = await database.Database.BeginTransactionAsync(Cancel);
            await new AuditLog(database, clock).AppendAsync(chain, "Tried", Actor.Server, [], Cancel);
        }

        await AppendAsync(1);
        var events = await EventsAsync();
        Assert.Equal(1, Assert.Single(events).Sequence);
    }

    [Fact]
    public async Task Append_FromManyAtOnce_MakesOneUnforkedChain()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AppendAsync(5)));

        var events = await EventsAsync();
        Assert.Equal(Enumerable.Range(1, 100), events.Select(e => e.Sequence));
        Assert.True((await VerifyAsync()).Holds);
    }

    [Fact]
    public void Hash_OfAKnownEvent_StaysWhatItIs()
    {
        var hash = AuditHash.Of(
            new Guid("00112233445566778899aabbccddeeff"), 1, AuditHash.None, DateTimeOffset.FromUnixTimeMilliseconds(1_772_442_000_000),
            "ReportReceived", "survivor", """{"held":false,"mode":"sealed"}""");

        Assert.Equal("7ca794f1054691379262ff73e7255ca5fb69ae65023a993c2790ba3b2377adf1", Convert.ToHexStringLower(hash));
    }

    [Theory]
    [InlineData("update audit.events set \"Data\" = '{}'")]
    [InlineData("delete from audit.events")]
    [InlineData("truncate audit.events")]
    public async Task AppRole_ChangingWhatWasWritten_IsRefused(string statement)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(fixture.Database.App, statement));

        Assert.Equal("42501", refusal.SqlState);
    }

    [Theory]
    [InlineData("update audit.events set \"Data\" = '{\"held\":true}' where \"ChainId\" = '{0}' and \"Sequence\" = 2", 2, "changed")]
    [InlineData("update audit.events set \"At\" = \"At\" + interval '1 second' where \"ChainId\" = '{0}' and \"Sequence\" = 3", 3, "changed")]
    [InlineData("delete from audit.events where \"ChainId\" = '{0}' and \"Sequence\" = 2", 2, "missing")]
    [InlineData("delete from audit.events where \"ChainId\" = '{0}' and \"Sequence\" = 1", 1, "missing")]
    [InlineData("delete from audit.events where \"ChainId\" = '{0}' and \"Sequence\" = 4", 4, "missing")]
    [InlineData("delete from audit.events where \"ChainId\" = '{0}'", 1, "missing")]
    [InlineData("delete from audit.heads where \"ChainId\" = '{0}'", 5, "head")]
    [InlineData("update audit.heads set \"Sequence\" = 3 where \"ChainId\" = '{0}'", 5, "head")]
    [InlineData("update audit.events set \"PreviousHash\" = \"Hash\" where \"ChainId\" = '{0}' and \"Sequence\" = 3", 3, "unlinked")]
    public async Task Verify_OwnerTampered_NamesTheFirstBrokenLink(string tamper, int sequence, string fault)
    {
        await AppendAsync(4);
        Assert.DoesNotContain((await VerifyAsync()).Broken, broken => broken.ChainId == chain);

        await ExecuteAsync(fixture.Database.Owner, tamper.Replace("{0}", chain.ToString(), StringComparison.Ordinal));

        var broken = Assert.Single((await VerifyAsync()).Broken, broken => broken.ChainId == chain);
        Assert.Equal((sequence, fault), (broken.Sequence, broken.Fault));
        await ExecuteAsync(fixture.Database.Owner, $"delete from audit.events where \"ChainId\" = '{chain}'");
        await ExecuteAsync(fixture.Database.Owner, $"delete from audit.heads where \"ChainId\" = '{chain}'");
    }

    [Theory]
    [InlineData("a sentence of hers")]
    [InlineData("someone@example.org")]
    [InlineData("https://example.org/x")]
    [InlineData("")]
    public void Data_ThatIsNoCode_Throws(string text) => Assert.Throws<ArgumentException>(() => new AuditData { { "code", text } });

    [Fact]
    public void Data_InAnyOrder_HasOneSpelling()
    {
        var data = new AuditData { { "z", 3 }, { "a", true }, { "m", new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1)) } };

        Assert.Equal("""{"a":true,"m":"2026-01-02T02:04:05.678Z","z":3}""", data.ToJson());
    }

    private async Task AppendAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await using var database = fixture.Database.Open();
            await using var transaction = await database.Database.BeginTransactionAsync(Cancel);
            await new AuditLog(database, clock).AppendAsync(chain, "Tried", Actor.Server, new AuditData { { "number", i } }, Cancel);
            await transaction.CommitAsync(Cancel);
        }
    }

    private async Task<List<AuditEvent>> EventsAsync()
    {
        await using var database = fixture.Database.Open();
        return await database.Set<AuditEvent>().Where(e => e.ChainId == chain).OrderBy(e => e.Sequence).ToListAsync(Cancel);
    }

    private async Task<ChainsVerdict> VerifyAsync()
    {
        await using var database = fixture.Database.Open();
        return await new VerifyChains(database).RunAsync(Cancel);
    }

    private static async Task ExecuteAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
