using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.EndToEnd.Tests.Survivor;

/// <summary>A web program that accepts reports, one for a test class.</summary>
public sealed class SurvivorSite(PostgresServer server) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public WebApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        App = WebApp.OnPorts(Database);
        await new TestGenesis().InstallAsync(Database, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }
}
