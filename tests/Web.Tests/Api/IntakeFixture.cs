using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.Web.Tests.Api;

/// <summary>An organisation that accepts reports, on a database of its own.</summary>
public sealed class IntakeFixture(PostgresServer server) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public WebApp App { get; private set; } = null!;

    public TestGenesis Genesis { get; } = new();

    public PublicApiClient Api => new(App.PublicClient());

    public async ValueTask InitializeAsync()
    {
        Database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        App = WebApp.InMemory(Database);
        App.Settings["CaseManager:Intake:Difficulty"] = "6";
        App.Settings["CaseManager:Intake:FloodReports"] = "100000";
        await Genesis.InstallAsync(Database, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }
}
