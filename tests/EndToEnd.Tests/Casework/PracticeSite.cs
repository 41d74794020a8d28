using System.Diagnostics;
using CaseManager.Core.Access;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.Practice;
using CaseManager.Core.Sealing.Roster;
using CaseManager.TestSupport;
using CaseManager.Web.Commands;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PracticeScripts = CaseManager.Local.Practice.PracticeScripts;

namespace CaseManager.EndToEnd.Tests.Casework;

/// <summary>A whole practice organisation in the web program: real keys, made by the browser's code, and accounts whose secrets lie open.</summary>
public sealed class PracticeSite(PostgresServer server) : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cmp");

    public TestDatabase Database { get; private set; } = null!;

    public WebApp App { get; private set; } = null!;

    public IReadOnlyList<PracticeAccount> Accounts { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        Database = await server.CreateDatabaseAsync(cancel);
        App = WebApp.OnPorts(Database);
        using (var node = Process.Start(new ProcessStartInfo("node", [PracticeScripts.Genesis, folder.FullName]))!)
        {
            await node.WaitForExitAsync(cancel);
            Assert.Equal(0, node.ExitCode);
        }

        // The keys were made by a clock that goes: nobody could sign before she was admitted.
        App.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        var genesis = await ReadAsync<Genesis>("genesis.json", cancel);
        Accounts = await ReadAsync<List<PracticeAccount>>("accounts.json", cancel);
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SeedPractice>().RunAsync(Accounts, genesis, Actor.Command("practice"), cancel);
    }

    /// <summary>Somebody with this role, signed in and unlocked, in a browser of her own.</summary>
    /// <param name="which">The first with that role, or the second.</param>
    public Task<CaseworkerPage> SignInAsync(IBrowserContext person, string role, int which = 0) =>
        CaseworkerPage.SignInAsync(person, App, Accounts.Where(account => account.Roles.Contains(role)).ElementAt(which));

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task<T> ReadAsync<T>(string name, CancellationToken cancel)
        where T : class
    {
        using var error = new StringWriter();
        return await JsonFile.ReadAsync<T>(new FileInfo(Path.Combine(folder.FullName, name)), error, cancel) ?? throw new InvalidOperationException(error.ToString());
    }
}
