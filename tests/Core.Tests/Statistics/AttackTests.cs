using System.Globalization;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Declarations;
using CaseManager.Core.Statistics.Noise;
using CaseManager.Core.Statistics.Periods;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Statistics;

namespace CaseManager.Core.Tests.Statistics;

/// <summary>
/// The attack suite against what this program builds: twenty years of made-up cases, each with its release. <c>tests/attack-statistics</c> runs more
/// of it and prints the record that the README keeps.
/// </summary>
public sealed class AttackTests(PostgresServer server) : IAsyncLifetime
{
    private const int FirstYear = 2001;
    private const int LastYear = 2020;

    private static readonly string[] Countries =
        ["KR", "CN", "JP", "US", "TW", "HK", "VN", "TH", "PH", "ID", "MY", "SG", "IN", "AU", "NZ", "CA", "GB", "DE", "FR", "ES", "IT", "NL", "SE", "PL", "BR", "MX", "ZA", "TR"];

    private static readonly string? Record = Environment.GetEnvironmentVariable("STATISTICS_RECORD");

    // Averaging is tried over 256 exports of one release.
    private static readonly int ExportsOfOne = Record is null ? 260 : 520;

    private readonly string folder = TestFolders.New();
    private TestDatabase database = null!;
    private StatisticsDesk desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>500 cases a year with every run; the others with the command.</summary>
    public static TheoryData<int> Sizes => Record is null ? [500] : [50, 500, 5_000];

    public async ValueTask InitializeAsync()
    {
        database = await server.CreateDatabaseAsync(Cancel);
        desk = new StatisticsDesk(database);
    }

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        await database.DisposeAsync();
        TestFolders.Delete(folder);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Releases_OfTwentyYears_GiveNobodyAway(int cases)
    {
        var truth = await BuildAsync(cases);
        if (Record is not null)
        {
            await File.AppendAllLinesAsync(Record, [$"{LastYear - FirstYear + 1} years of {cases} cases, {ExportsOfOne} more exports of the last one"], Cancel);
        }

        await AttackAsync(["verify", .. Directory.GetFiles(folder, "stats-*.zip")]);
        await AttackAsync("overlap", folder);
        await AttackAsync("recover", folder, "--truth", truth);
        if (cases >= 500)
        {
            await AttackAsync("utility", folder, "--truth", truth, "--cases", cases.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Release_AfterRecodingLateCasesAndErasure_IsTheSameBytes()
    {
        await BuildAsync(50, last: FirstYear);
        var (before, after) = (Export(FirstYear, "before"), Export(FirstYear, "after"));
        await File.WriteAllBytesAsync(before, await desk.ExportAsync("2001", Cancel), Cancel);

        await using (var owner = new Npgsql.NpgsqlConnection(database.Owner))
        {
            await owner.OpenAsync(Cancel);
            await using var change = new Npgsql.NpgsqlCommand(
                """
                delete from statistics.intakes where "Id" in (select "Id" from statistics.intakes limit 2);
                update statistics.intakes set "Platform" = 16 where "Id" in (select "Id" from statistics.intakes limit 3);
                insert into statistics.intakes select gen_random_uuid(), "Month", "Platform", "HarmType", "Country", "AgeBand" from statistics.intakes limit 2;
                """,
                owner);
            await change.ExecuteNonQueryAsync(Cancel);
        }

        await File.WriteAllBytesAsync(after, await desk.ExportAsync("2001", Cancel), Cancel);
        await AttackAsync("restate", before, after);
    }

    [Theory]
    [InlineData("strict")]
    [InlineData("standard")]
    [InlineData("detailed")]
    public async Task Sampler_AgainstTheWorstInsider_GivesNoMoreAwayThanDeclared(string name)
    {
        var preset = Preset.Find(name)!;
        var noise = Path.Combine(folder, $"{name}.txt");
        await File.WriteAllLinesAsync(
            noise, Enumerable.Range(0, 900_000).Select(_ => DiscreteLaplace.Draw(SystemRandomWords.Next, preset.Num, preset.Den).ToString(CultureInfo.InvariantCulture)), Cancel);

        await AttackAsync("membership", "--preset", name, "--noise", noise);
        await AttackAsync("audit-eps", "--preset", name, "--noise", noise);
    }

    private async Task<string> BuildAsync(int cases, int last = LastYear)
    {
        var truth = Path.Combine(folder, "truth.csv");
        await AttackAsync("synthesize", "--cases", cases.ToString(CultureInfo.InvariantCulture), "--years", $"{FirstYear}-{last}", "--seed", "1", "--out", truth);
        await using (var app = database.Open())
        {
            app.AddRange(Enumerable.Range(FirstYear, last - FirstYear + 1).Select(year => new YearDeclaration
            {
                Year = year,
                Preset = Preset.Standard.Name,
                Intake = cases < 1_000 ? PeriodLength.Quarter : PeriodLength.Month,
                Countries = Countries,
                DeclaredAt = new DateTimeOffset(year - 1, 12, 1, 0, 0, 0, TimeSpan.Zero),
                DeclaredBy = Guid.Empty,
            }));
            await app.SaveChangesAsync(Cancel);
        }

        await desk.ImportAsync(await File.ReadAllTextAsync(truth, Cancel), Cancel);
        for (var year = FirstYear; year <= last; year++)
        {
            var period = year.ToString(CultureInfo.InvariantCulture);
            await desk.BuildAsync(period, Cancel);
            await File.WriteAllBytesAsync(Export(year, ""), await desk.ExportAsync(period, Cancel), Cancel);
        }

        for (var export = 0; export < (last == LastYear ? ExportsOfOne : 0); export++)
        {
            await File.WriteAllBytesAsync(Export(last, $"export-{export}"), await desk.ExportAsync(LastYear.ToString(CultureInfo.InvariantCulture), Cancel), Cancel);
        }

        return truth;
    }

    private string Export(int year, string under) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(folder, under)).FullName, $"stats-example-help-{year}-c1-r0.zip");

    private static async Task AttackAsync(params string[] arguments)
    {
        var lines = await AttackSuiteTests.RunAsync(0, arguments);
        if (Record is not null && arguments[0] is not ("synthesize" or "verify"))
        {
            await File.AppendAllLinesAsync(Record, lines.Where(line => !line.StartsWith("ok verify", StringComparison.Ordinal)), Cancel);
        }
    }
}
