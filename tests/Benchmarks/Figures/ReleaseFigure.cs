using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CaseManager.Core.Statistics.Periods;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Statistics;
using Npgsql;

namespace CaseManager.Benchmarks.Figures;

/// <summary>How long a yearly release takes over many cases, each with what it was taken in and closed with, beside the bare counts of its tables.</summary>
public static class ReleaseFigure
{
    private const int FirstYear = 2021;
    private const double TargetOfAMillion = 2;

    private static readonly string[] Counts =
    [
        """select ("Month" / 3), count(*) from statistics.intakes where "Month" >= $1 and "Month" < $2 group by 1""",
        """select "Platform", count(*) from statistics.intakes where "Month" >= $1 and "Month" < $2 group by 1""",
        """select "HarmType", count(*) from statistics.intakes where "Month" >= $1 and "Month" < $2 group by 1""",
        """select "Country", count(*) from statistics.intakes where "Month" >= $1 and "Month" < $2 group by 1""",
        """select "AgeBand", count(*) from statistics.intakes where "Month" >= $1 and "Month" < $2 group by 1""",
        """select "Outcome", count(*) from statistics.closures where "Month" >= $1 and "Month" < $2 group by 1""",
        """select "RemovalTime", count(*) from statistics.closures where "Month" >= $1 and "Month" < $2 group by 1""",
        """select "Platform", "RemovalTime", count(*) from statistics.closures where "Month" >= $1 and "Month" < $2 group by 1, 2""",
    ];

    public static Command ToCommand()
    {
        var contributions = new Option<int>("--contributions") { Description = "Contributions of one year, half taken in, half closed.", DefaultValueFactory = _ => 1_000_000 };
        var years = new Option<int>("--years") { Description = "Years, each with as many; one release each.", DefaultValueFactory = _ => 3 };
        var command = new Command("release", "A yearly release over 1,000,000 contributions: at most 2 s (10,000,000: 15 s), beside the bare counts.") { contributions, years };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(contributions), parsed.GetValue(years), parsed.InvocationConfiguration.Output, cancel));
        return command;
    }

    private static async Task<int> RunAsync(int contributions, int years, TextWriter output, CancellationToken cancel)
    {
        await using var server = new PostgresServer { Durable = true };
        await server.InitializeAsync();
        await using var database = await server.CreateDatabaseAsync(cancel);
        await using var owner = NpgsqlDataSource.Create(database.Owner);
        await FillAsync(owner, contributions / 2, years, cancel);
        await using var desk = new StatisticsDesk(database);

        // The first one also starts what every later one finds running.
        await desk.BuildAsync("2019", cancel);
        var (bare, release) = (new List<double>(), new List<double>());
        for (var year = FirstYear; year < FirstYear + years; year++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await CountAsync(owner, year, cancel);
            bare.Add(TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            started = TimeProvider.System.GetTimestamp();
            await desk.BuildAsync(year.ToString(CultureInfo.InvariantCulture), cancel);
            release.Add(TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        }

        var (counted, built) = (Median(bare), Median(release));
        var target = TargetOfAMillion * (contributions > 1_000_000 ? 7.5 : 1);
        using var self = Process.GetCurrentProcess();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"release: {built:0.00} s over {contributions:N0} contributions of a year (median of {years}), target {target:0} s; {built / counted:0.00} × the bare counts ({counted:0.00} s); peak memory {self.PeakWorkingSet64 >> 20} MB").AsMemory(), cancel);
        return built <= target ? 0 : 1;
    }

    private static async Task CountAsync(NpgsqlDataSource owner, int year, CancellationToken cancel)
    {
        foreach (var statement in Counts)
        {
            await using var count = owner.CreateCommand(statement);
            count.CommandTimeout = 0;
            count.Parameters.AddWithValue(Month.Of(year, 1).Index);
            count.Parameters.AddWithValue(Month.Of(year + 1, 1).Index);
            await using var reader = await count.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
            }
        }
    }

    private static async Task FillAsync(NpgsqlDataSource owner, int cases, int years, CancellationToken cancel)
    {
        foreach (var statement in new[]
        {
            """
            insert into statistics.intakes select gen_random_uuid(), $1 + (n::bigint * 7919 % ($2 * 12))::int, 1 + n % 16, 1 + n % 13,
                (array['KR', 'JP', 'US', 'CN', 'DE'])[1 + n % 5], 1 + n % 7 from generate_series(1, $3) as n
            """,
            """
            insert into statistics.closures select gen_random_uuid(), $1 + (n::bigint * 7919 % ($2 * 12))::int, 1 + n % 16, 1 + n % 11, 1 + n % 7
                from generate_series(1, $3) as n
            """,
        })
        {
            await using var fill = owner.CreateCommand(statement);
            fill.CommandTimeout = 0;
            fill.Parameters.AddWithValue(Month.Of(FirstYear, 1).Index);
            fill.Parameters.AddWithValue(years);
            fill.Parameters.AddWithValue(cases * years);
            await fill.ExecuteNonQueryAsync(cancel);
        }

        await using var vacuum = owner.CreateCommand("vacuum analyze statistics.intakes, statistics.closures");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync(cancel);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
