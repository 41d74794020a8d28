using Xunit;

namespace CaseManager.TestSupport;

/// <summary>A database and the web program on it for a test class: <c>IClassFixture&lt;AppFixture&gt;</c>.</summary>
public sealed class AppFixture(PostgresServer server) : IAsyncLifetime
{
    /// <summary>For a test that needs another database besides.</summary>
    public PostgresServer Server => server;

    public TestDatabase Database { get; private set; } = null!;

    public WebApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        App = WebApp.InMemory(Database);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }
}
