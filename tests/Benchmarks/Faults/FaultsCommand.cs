using System.CommandLine;
using System.Globalization;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns.Faults;

namespace CaseManager.Benchmarks.Faults;

/// <summary>Faults of a send, by the thousand in this process and by <c>kill -9</c> outside it, against real PostgreSQL and SMTP; ends with 1 if anything was lost, changed, or doubled without a mark.</summary>
public static class FaultsCommand
{
    private static readonly Option<int> Faults = new("--count") { Description = "Faults in this process.", DefaultValueFactory = _ => 10_000 };
    private static readonly Option<int> Kills = new("--kills") { Description = "Kills, at least; each point gets equally many.", DefaultValueFactory = _ => 60 };
    private static readonly Option<int> Situations = new("--situations") { Description = "How often each situation.", DefaultValueFactory = _ => 50 };
    private static readonly Option<int> Lanes = new("--lanes") { Description = "Databases the faults run on side by side.", DefaultValueFactory = _ => 2 };

    public static Command ToCommand()
    {
        var command = new Command("faults", "What must hold when sending fails: faults, kills and situations, with their counts.") { Faults, Kills, Situations, Lanes };
        command.SetAction((parsed, cancel) => RunAsync(parsed, parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    /// <summary>The relay that is killed.</summary>
    public static Command ToRelayCommand()
    {
        var port = new Argument<int>("port");
        var stage = new Argument<SmtpStage>("stage");
        var folder = new Argument<string>("folder");
        var command = new Command("relay", "A relay for the kills.") { port, stage, folder };
        command.Hidden = true;
        command.SetAction((parsed, cancel) => RelayProcess.RunAsync(
            parsed.GetValue(port), parsed.GetValue(stage), parsed.GetValue(folder)!, parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, TextWriter output, CancellationToken cancel)
    {
        // Where the web program's pages lie is written in a file that is looked for in the working folder.
        Directory.SetCurrentDirectory(AppContext.BaseDirectory);
        var keys = TestFolders.New();
        new KeyFolder(keys).Create();
        await using var quick = new PostgresServer();
        await quick.InitializeAsync();
        var wrong = 0;
        wrong += await ReportAsync("faults in this process", output, counts => InDatabasesAsync(
            quick, parsed.GetValue(Lanes), database => CampaignAsync(database, keys, counts, parsed.GetValue(Faults), output, cancel), cancel));
        wrong += await ReportAsync("situations", output, counts => InDatabasesAsync(
            quick, 1, database => new FaultCampaign(database, keys, counts).RunSituationsAsync(parsed.GetValue(Situations), cancel), cancel));

        // What this one says is committed has to be there after a crash.
        await using var durable = new PostgresServer { Durable = true };
        await durable.InitializeAsync();
        var times = (int)Math.Ceiling(parsed.GetValue(Kills) / (double)KillCampaign.Points);
        wrong += await ReportAsync("kill -9", output, counts => InDatabasesAsync(
            durable, 1, database => new KillCampaign(durable, database, keys, typeof(FaultsCommand).Assembly.Location, counts).RunAsync(times, output, cancel), cancel));
        return wrong == 0 ? 0 : 1;
    }

    private static async Task CampaignAsync(TestDatabase database, string keys, FaultCounts counts, int enough, TextWriter output, CancellationToken cancel)
    {
        var told = 0;
        await new FaultCampaign(database, keys, counts).RunAsync(
            () =>
            {
                var faults = counts.Faults;
                if (faults / 1000 > told)
                {
                    told = faults / 1000;
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{faults} faults, {counts.Wrong} wrong"));
                }

                return faults >= enough;
            },
            cancel);
    }

    private static async Task InDatabasesAsync(PostgresServer server, int count, Func<TestDatabase, Task> work, CancellationToken cancel) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(
            async () =>
            {
                await using var database = await server.CreateDatabaseAsync(cancel);
                await work(database);
                if (!await FaultBench.ChainsHoldAsync(database, cancel))
                {
                    throw new InvalidOperationException("The audit's chains do not hold.");
                }
            },
            cancel)));

    private static async Task<int> ReportAsync(string title, TextWriter output, Func<FaultCounts, Task> work)
    {
        var counts = new FaultCounts();
        var started = TimeProvider.System.GetTimestamp();
        await work(counts);
        await counts.WriteAsync(title, output);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{title}: {counts.Faults} in {TimeProvider.System.GetElapsedTime(started).TotalMinutes:0.0} min, {counts.Wrong} wrong; every chain holds"));
        return counts.Wrong;
    }
}
