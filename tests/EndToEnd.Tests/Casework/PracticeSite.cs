using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Practice;
using CaseManager.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>A whole practice organisation in the web program: real keys, made by the browser's code, and accounts whose secrets lie open.</summary>
public sealed class PracticeSite(PostgresServer server, PracticeKeys keys) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public WebApp App { get; private set; } = null!;

    public IReadOnlyList<PracticeAccount> Accounts => keys.Accounts;

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        Database = await server.CreateDatabaseAsync(cancel);
        App = WebApp.OnPorts(Database);
        // The keys were made by a clock that goes: nobody could sign before she was admitted.
        App.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SeedPractice>().RunAsync(Accounts, keys.Genesis, Actor.Command("practice"), cancel);
    }

    /// <summary>Somebody with this role, signed in and unlocked, in a browser of her own.</summary>
    /// <param name="which">The first with that role, or the second.</param>
    public Task<CaseworkerPage> SignInAsync(IBrowserContext person, string role, int which = 0) =>
        CaseworkerPage.SignInAsync(person, App, Accounts.Where(account => account.Roles.Contains(role)).ElementAt(which));

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }
}
