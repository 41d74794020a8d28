using System.Text.Json.Nodes;
using CaseManager.Core.Access;
using CaseManager.TestSupport.Sealing;
using Xunit;

namespace CaseManager.TestSupport.Cases;

/// <summary>An organisation that accepts reports, with two caseworkers, on a database of its own.</summary>
public sealed class CaseTeam(PostgresServer server) : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public WebApp App { get; private set; } = null!;

    public TestGenesis Genesis { get; } = new();

    public StaffClient First { get; private set; } = null!;

    public StaffClient Second { get; private set; } = null!;

    public PublicApiClient PublicApi => new(App.PublicClient());

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        Database = await server.CreateDatabaseAsync(cancel);
        App = WebApp.InMemory(Database);
        App.Settings["CaseManager:Intake:Difficulty"] = "2";
        App.Settings["CaseManager:Intake:FloodReports"] = "100000";
        await Genesis.InstallAsync(Database, cancel);
        First = await StaffClient.CreateAsync(App, cancel, RoleName.Caseworker);
        Second = await StaffClient.CreateAsync(App, cancel, RoleName.Supervisor);
    }

    /// <summary>A report that has just come in.</summary>
    public async Task<SurvivorBrowser> ReportAsync(CancellationToken cancel, params string[] consents)
    {
        var her = new SurvivorBrowser(Genesis);
        var answer = await PublicApi.PostWithProofAsync("/api/reports", her.Report("What happened", consents), cancel);
        return answer.Status == 201 ? her : throw new InvalidOperationException(answer.Code);
    }

    /// <summary>A colleague's browser in a case.</summary>
    public CaseBrowser Open(SurvivorBrowser her, StaffClient? staff = null) => new(Genesis, staff ?? First, her.CaseId, her.PublicKey);

    /// <summary>A case that the first caseworker took up and gave its notes key.</summary>
    public async Task<(SurvivorBrowser Her, CaseBrowser Case)> TakenUpAsync(CancellationToken cancel, params string[] consents)
    {
        var her = await ReportAsync(cancel, consents);
        var opened = Open(her);
        foreach (var (path, body) in new (string, JsonNode)[] { ("claim", new JsonObject()), ("notes-key", opened.NotesKey()) })
        {
            var answer = await opened.PostAsync(path, body, cancel);
            if (answer.Status != 204)
            {
                throw new InvalidOperationException($"{path}: {answer.Status} {answer.Code}");
            }
        }

        return (her, opened);
    }

    public async ValueTask DisposeAsync()
    {
        First.Dispose();
        Second.Dispose();
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }
}
