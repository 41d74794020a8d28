using CaseManager.Migrations;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Tests.Database;

public sealed class MigrateDatabaseTests(PostgresServer server)
{
    [Fact]
    public async Task RunAsync_EmptyDatabaseTwice_LeavesTheNewestSchema()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var empty = await server.CreateEmptyDatabaseAsync(cancel);

        await empty.MigrateAsync(cancel);
        await empty.MigrateAsync(cancel);

        await using var database = empty.Open();
        Assert.Equal(0, await database.Users.CountAsync(cancel));
    }

    [Fact]
    public async Task RunAsync_WithoutPasswordsOnceTheRolesExist_KeepsThem()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var empty = await server.CreateEmptyDatabaseAsync(cancel);

        await MigrateDatabase.RunAsync(empty.Owner, new Dictionary<string, string>(), cancel);

        await using var database = empty.Open();
        Assert.True(await database.Database.CanConnectAsync(cancel));
    }
}
