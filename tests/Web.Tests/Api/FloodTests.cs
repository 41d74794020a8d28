using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;

namespace CaseManager.Web.Tests.Api;

public sealed class FloodTests(PostgresServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_DuringAFlood_IsHeldAndCostsMoreWorkUntilItIsOver()
    {
        await using var database = await server.CreateDatabaseAsync(Cancel);
        await using var app = WebApp.InMemory(database);
        app.Settings["CaseManager:Intake:Difficulty"] = "4";
        app.Settings["CaseManager:Intake:FloodDifficulty"] = "7";
        app.Settings["CaseManager:Intake:FloodReports"] = "3";
        var genesis = new TestGenesis();
        await genesis.InstallAsync(database, Cancel);
        var api = new PublicApiClient(app.PublicClient());

        var held = new List<bool>();
        for (var i = 0; i < 5; i++)
        {
            var answer = await api.PostWithProofAsync("/api/reports", new SurvivorBrowser(genesis).Report(), Cancel);
            held.Add((bool)answer.Json["held"]!);
        }

        var hard = (await api.SolveAsync([1], Cancel)).Challenge[24];
        app.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        var easy = (await api.SolveAsync([1], Cancel)).Challenge[24];

        Assert.Equal([false, false, false, true, true], held);
        Assert.Equal((7, 4), (hard, easy));
    }

    [Fact]
    public async Task Everything_BeforeTheKeysWereMade_IsNotAccepted()
    {
        await using var database = await server.CreateDatabaseAsync(Cancel);
        await using var app = WebApp.InMemory(database);
        var api = new PublicApiClient(app.PublicClient());

        var intake = await api.GetAsync("/api/intake", null, Cancel);
        var report = await api.PostWithProofAsync("/api/reports", new SurvivorBrowser(new TestGenesis()).Report(), Cancel);

        Assert.Equal((503, "not-accepting"), (intake.Status, intake.Code));
        Assert.Equal((503, "not-accepting"), (report.Status, report.Code));
    }
}
