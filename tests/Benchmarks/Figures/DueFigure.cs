using System.CommandLine;
using System.Globalization;
using CaseManager.Core.Takedowns.FollowUp;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Benchmarks.Figures;

/// <summary>How long the search for due work takes beside many open requests, and PostgreSQL's own word that it reads an index alone.</summary>
public static class DueFigure
{
    private const int Runs = 200;
    private const int Due = 150;
    private const double Target = 10;

    public static Command ToCommand()
    {
        var requests = new Option<int>("--requests") { Description = "How many open requests.", DefaultValueFactory = _ => 1_000_000 };
        var command = new Command("due", "Finding due timers among 1,000,000 open requests: at most 10 ms, by index alone.") { requests };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(requests), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    private static async Task<int> RunAsync(int requests, TextWriter output, CancellationToken cancel)
    {
        await using var server = new PostgresServer { Durable = true };
        await server.InitializeAsync();
        await using var database = await server.CreateDatabaseAsync(cancel);
        await using var owner = NpgsqlDataSource.Create(database.Owner);
        var now = DateTimeOffset.UnixEpoch.AddYears(60);
        await FillAsync(owner, requests, now, cancel);

        var worst = 0.0;
        foreach (var (what, at, expected) in new[] { ("nothing due", now.AddDays(-1), 0), ($"{Due} due", now, Due) })
        {
            var median = await MeasureAsync(database, at, expected, cancel);
            worst = Math.Max(worst, median);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what} among {requests:N0} open requests: median of {Runs} is {median:0.00} ms").AsMemory(), cancel);
        }

        var plan = await ExplainAsync(database, now, cancel);
        await output.WriteLineAsync(string.Join(Environment.NewLine, plan).AsMemory(), cancel);
        var byIndex = plan.Any(line => line.Contains("Index Only Scan", StringComparison.Ordinal)) && plan.Any(line => line.Contains("Heap Fetches: 0", StringComparison.Ordinal));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"due: {worst:0.00} ms, target {Target:0} ms, by index alone: {(byIndex ? "yes" : "no")}").AsMemory(), cancel);
        return worst <= Target && byIndex ? 0 : 1;
    }

    /// <summary>Two pending timers a request, spread over a year, and two that are over.</summary>
    private static async Task FillAsync(NpgsqlDataSource owner, int requests, DateTimeOffset now, CancellationToken cancel)
    {
        await using var fill = owner.CreateCommand(
            """
            insert into takedowns.request_timers ("RequestId", "Kind", "Round", "CaseId", "CountedFrom", "DueAt", "State")
            select md5(n::text)::uuid, kind.name, kind.round, md5((n / 3)::text)::uuid, $2, case
                    when kind.state <> 'Pending' then $2 - interval '30 days'
                    when kind.name = 'Rung' and n <= $3 then $2 - interval '1 minute'
                    else $2 + interval '1 hour' + (n::bigint * 7919 % 31000000) * interval '1 second' end,
                kind.state
            from generate_series(1, $1) as n,
                (values ('Deadline', 1, 'Pending'), ('Rung', 3, 'Pending'), ('Rung', 1, 'Fired'), ('Rung', 2, 'Cancelled')) as kind (name, round, state)
            """);
        fill.CommandTimeout = 0;
        fill.Parameters.AddWithValue(requests);
        fill.Parameters.AddWithValue(now);
        fill.Parameters.AddWithValue(Due);
        await fill.ExecuteNonQueryAsync(cancel);
        await using var vacuum = owner.CreateCommand("vacuum analyze takedowns.request_timers");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<double> MeasureAsync(TestDatabase database, DateTimeOffset at, int expected, CancellationToken cancel)
    {
        await using var context = database.Open();
        var find = new FindDueTimers(context);
        var took = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var started = TimeProvider.System.GetTimestamp();
            var found = await find.RunAsync(at, after: null, cancel);
            took.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            if (found.Count != expected)
            {
                throw new InvalidOperationException($"{found.Count} timers were found, not {expected}.");
            }
        }

        return took.Order().ElementAt(Runs / 2);
    }

    // The very statement and parameters the program sends.
    private static async Task<IReadOnlyList<string>> ExplainAsync(TestDatabase database, DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = database.Open();
        await using var explain = new FindDueTimers(context).Query(now, after: null).CreateDbCommand();
        explain.CommandText = $"explain (analyze, buffers, costs off) {explain.CommandText}";
        await context.Database.OpenConnectionAsync(cancel);
        await using var reader = await explain.ExecuteReaderAsync(cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
