using CaseManager.TestSupport;
using Npgsql;

namespace CaseManager.Core.Tests.Database;

public sealed class RightsTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private const string InsufficientPrivilege = "42501";

    [Theory]
    [InlineData("create table access.mine (id int)")]
    [InlineData("create table public.mine (id int)")]
    [InlineData("create schema mine")]
    [InlineData("drop table access.staff_members")]
    [InlineData("alter table access.staff_members add column mine int")]
    [InlineData("select count(*) from migrations.\"History\"")]
    [InlineData("create table statistics.mine (id int)")]
    public async Task AppRole_ChangingTheSchema_IsRefused(string statement)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(fixture.Database.App, statement));

        Assert.Equal(InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task AppRole_ReadingAndWritingRows_IsAllowed()
    {
        await RunAsync(fixture.Database.App, "select count(*) from access.staff_members");
        await RunAsync(fixture.Database.App, "delete from access.staff_members");
        await RunAsync(fixture.Database.App, "select count(*) from hangfire.job");
    }

    [Fact]
    public async Task StatisticsRoles_ReadingAccounts_AreRefused()
    {
        foreach (var connection in new[] { fixture.Database.StatisticsBuilder, fixture.Database.StatisticsReader })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connection, "select count(*) from access.staff_members"));

            Assert.Equal(InsufficientPrivilege, refusal.SqlState);
        }
    }

    [Fact]
    public async Task AppRole_ReadingStatistics_IsRefused()
    {
        foreach (var table in new[] { "intakes", "closures", "cells", "files", "imports" })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(fixture.Database.App, $"select * from statistics.{table}"));

            Assert.Equal(InsufficientPrivilege, refusal.SqlState);
        }
    }

    private static async Task RunAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
