using CaseManager.Core.Statistics.Releases;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Tests.Statistics;

/// <summary>What the database itself refuses to the two roles.</summary>
public sealed class StatisticsRightsTests(PostgresServer server) : StatisticsTestBase(server)
{
    [Fact]
    public async Task Release_ThatIsNotConfirmed_IsHiddenFromTheReaderByTheDatabase()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);
        await RunAsOwnerAsync("delete from statistics.confirmations");

        await using var reader = Desk.Databases.OpenReader();
        Assert.False(await reader.Set<Core.Statistics.Releases.Release>().AnyAsync(Cancel));
        Assert.False(await reader.Set<ReleaseCell>().AnyAsync(Cancel));
        Assert.False(await reader.Set<ReleaseFile>().AnyAsync(Cancel));
    }

    [Theory]
    [InlineData("update statistics.ledger set \"Revision\" = 1")]
    [InlineData("delete from statistics.ledger")]
    [InlineData("update statistics.cells set \"Value\" = 1")]
    [InlineData("delete from statistics.releases")]
    [InlineData("update statistics.files set \"Bytes\" = '\\x00'")]
    [InlineData("select count(*) from cases.cases")]
    [InlineData("select count(*) from sealing.objects")]
    public async Task Builder_ChangingWhatIsBuiltOrReadingCases_IsRefusedByTheDatabase(string statement) =>
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(Database.StatisticsBuilder, statement))).SqlState);

    [Theory]
    [InlineData("select count(*) from statistics.intakes")]
    [InlineData("select count(*) from statistics.closures")]
    [InlineData("select count(*) from statistics.imports")]
    [InlineData("select count(*) from cases.cases")]
    [InlineData("select count(*) from takedowns.targets")]
    [InlineData("insert into statistics.confirmations values ('00000000-0000-0000-0000-000000000000', now())")]
    public async Task Reader_OfAnythingButReleases_IsRefusedByTheDatabase(string statement) =>
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(Database.StatisticsReader, statement))).SqlState);

    [Fact]
    public async Task OverlappingDraw_IsRefusedByTheDatabaseItself()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);

        const string Year = """insert into statistics.ledger select 2, "Family", '2025', "From", "From" + 12, 0, "Num", "Den", "ReleaseId", "BuiltAt", "Hash" from statistics.ledger""";
        Assert.Equal("23P01", (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(Database.StatisticsBuilder, Year))).SqlState);
    }
}
