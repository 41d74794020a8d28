using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Tests.Database;

public sealed class ModelTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public void Model_AgainstTheMigrations_HasNoPendingChange()
    {
        using var database = fixture.Database.Open();

        Assert.False(
            database.Database.HasPendingModelChanges(),
            "The model changed: delete the files in Schema and add the migration again.");
    }

    [Fact]
    public void Model_Accounts_KeepPasskeys()
    {
        using var database = fixture.Database.Open();

        Assert.Contains(database.Model.GetEntityTypes(), entity => entity.GetTableName() == "staff_member_passkeys");
    }

    [Fact]
    public void Model_EveryTable_IsInTheSchemaOfAFeature()
    {
        using var database = fixture.Database.Open();
        string[] schemas = ["audit", "access", "sealing", "reports", "platforms", "cases", "documents", "takedowns", "statistics", "retention"];

        Assert.All(database.Model.GetEntityTypes(), entity => Assert.Contains(entity.GetSchema(), schemas));
    }
}
