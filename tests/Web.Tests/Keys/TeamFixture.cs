using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseManager.Web.Tests.Keys;

/// <summary>A running organisation: two officers, their roster imported, and a caseworker whose keys wait.</summary>
public sealed class TeamFixture(PostgresServer server) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public WebApp App { get; private set; } = null!;

    public RosterWriter Roster { get; } = new();

    public Genesis Genesis { get; private set; } = null!;

    public StaffClient Officer { get; private set; } = null!;

    public TestKeys OfficerKeys { get; } = new();

    public StaffClient Second { get; private set; } = null!;

    public TestKeys SecondKeys { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        Database = await server.CreateDatabaseAsync(cancel);
        App = WebApp.InMemory(Database);
        Officer = await WithKeysAsync(OfficerKeys, cancel, RoleName.Supervisor);
        Second = await WithKeysAsync(SecondKeys, cancel, RoleName.Supervisor);
        Genesis = Roster.Begin((Officer.Id, OfficerKeys), (Second.Id, SecondKeys));
        await ImportAsync(Genesis, cancel);
    }

    /// <summary>Signs someone in and lets her browser post her keys.</summary>
    public async Task<StaffClient> WithKeysAsync(TestKeys keys, CancellationToken cancel, params string[] roles)
    {
        var member = await StaffClient.CreateAsync(App, cancel, roles);
        using var posted = await member.SendAsync(HttpMethod.Post, "/api/staff/keys", keys.Posted(member.Id), cancel);
        posted.EnsureSuccessStatusCode();
        return member;
    }

    public async Task ImportAsync(Genesis genesis, CancellationToken cancel)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ImportGenesis>().RunAsync(genesis, Actor.Command("keys"), cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Officer?.Dispose();
        Second?.Dispose();
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }
}
