using System.Text.Json.Nodes;
using CaseManager.TestSupport;
using Npgsql;

namespace CaseManager.Web.Tests.Commands;

public sealed class StatisticsCommandTests(AppFixture fixture) : IClassFixture<AppFixture>, IDisposable
{
    private const string Header = "side,period,platform,harm_type,country,age_band,outcome,time_to_removal_band\n";
    private readonly string folder = TestFolders.New();

    public void Dispose() => TestFolders.Delete(folder);

    [Fact]
    public async Task ImportBuildExport_OfAYear_WriteTheSameBundleTwice()
    {
        var file = await WriteAsync(Header + string.Concat(Enumerable.Repeat("intake,2024-07,telegram,threat_to_share,KR,18_24,,\n", 60)));

        var imported = await RunAsync("import", file, "--json");
        var again = await RunAsync("import", file);
        var built = await RunAsync("build", "2024", "--json");
        var second = await RunAsync("build", "2024");
        var export = await RunAsync("export", "2024", "--out", Path.Combine(folder, "a", "b"));
        await RunAsync("export", "2024", "--out", folder);

        Assert.Equal((0, 60), (imported.ExitCode, (int)JsonNode.Parse(imported.Text)!["intakes"]!));
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("taken in before", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, built.ExitCode);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("built already", second.Error, StringComparison.Ordinal);
        var name = (string)JsonNode.Parse(built.Text)!["file"]!;
        Assert.Equal(Path.Combine(folder, "a", "b", name), export.Text.TrimEnd());
        Assert.Equal(await File.ReadAllBytesAsync(export.Text.TrimEnd(), Cancel), await File.ReadAllBytesAsync(Path.Combine(folder, name), Cancel));
        Assert.Empty(Directory.GetFiles(folder, "*.new"));
    }

    [Theory]
    [InlineData(2, "A period is written", "build", "2025-13")]
    [InlineData(2, "A period is written", "build", "2024-2025")]
    [InlineData(2, "PERIOD", "build")]
    [InlineData(1, "It can be built from 2999-04-15T00:00:00Z on", "build", "2999-Q1")]
    [InlineData(1, "figures go by quarters", "build", "2023-07")]
    [InlineData(1, "pooled only where", "build", "2021-2023")]
    [InlineData(1, "There is no such release", "export", "2019", "--out", "/tmp")]
    [InlineData(2, "There is no file", "restore", "/not/there.zip")]
    [InlineData(1, "no bundle of a release", "restore", "/etc/hostname")]
    [InlineData(2, "--out", "export", "2019")]
    [InlineData(2, "There is no file", "import", "/not/there.csv")]
    public async Task Verb_WrongInput_SaysWhatToDoAndWhichKindOfWrong(int exitCode, string said, params string[] args)
    {
        var result = await RunAsync(args);

        Assert.True(exitCode == result.ExitCode, result.Error);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FaultyFile_NamesLineAndColumnAndTakesNothing()
    {
        var result = await RunAsync("import", await WriteAsync(Header + "intake,2024-07,telegram,her own words,KR,18_24,,\n"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Line 2, column 4 (harm_type)", result.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was taken in.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("her own words", result.Error + result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_ToAFolderThatCannotBe_SaysSo()
    {
        await RunAsync("build", "2022-Q1");

        var result = await RunAsync("export", "2022-Q1", "--out", "/dev/null/folder");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("could not be written", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Killed wherever it stands, a build has spent its budget once or not at all, and the next command puts things right.</summary>
    [Fact]
    public async Task Build_Killed_IsBuiltOnceInTheEnd()
    {
        var started = TimeProvider.System.GetTimestamp();
        await RunAsync("build", "2001");
        var usual = TimeProvider.System.GetElapsedTime(started);
        int[] shares = [70, 90, 98];
        foreach (var (place, share) in shares.Index())
        {
            var year = (2002 + place).ToString(System.Globalization.CultureInfo.InvariantCulture);
            using var killed = Executable.Start(["statistics", "build", year], Settings);
            await Task.Delay(usual * share / 100, TimeProvider.System, Cancel);
            killed.Kill();
            await killed.WaitForExitAsync(Cancel);

            var again = await RunAsync("build", year);
            var export = await RunAsync("export", year, "--out", folder);

            Assert.True(again.ExitCode == 0 || again.Error.Contains("built already", StringComparison.Ordinal), again.Error);
            Assert.Equal(0, export.ExitCode);
            Assert.Equal((11, 1), await CountAsync(year));
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string> WriteAsync(string content)
    {
        var file = Path.Combine(folder, "cases.csv");
        await File.WriteAllTextAsync(file, content, Cancel);
        return file;
    }

    private Task<ExecutableResult> RunAsync(params string[] args) => Executable.RunAsync(["statistics", .. args], settings: Settings, cancel: Cancel);

    private Dictionary<string, string> Settings => new()
    {
        ["CaseManager__Database"] = fixture.Database.App,
        ["CaseManager__StatisticsBuilder"] = fixture.Database.StatisticsBuilder,
        ["CaseManager__StatisticsReader"] = fixture.Database.StatisticsReader,
        ["CaseManager__StatisticsFolder"] = Path.Combine(fixture.App.KeyFolder, "mark"),
        ["CaseManager__PublicUrl"] = fixture.App.PublicUrl.ToString(),
        ["CaseManager__StaffUrl"] = fixture.App.StaffUrl.ToString(),
        ["CaseManager__KeyFolder"] = fixture.App.KeyFolder,
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_CONTENTROOT"] = AppContext.BaseDirectory,
    };

    private async Task<(long Draws, long Releases)> CountAsync(string year)
    {
        await using var owner = NpgsqlDataSource.Create(fixture.Database.Owner);
        await using var count = owner.CreateCommand(
            """select (select count(*) from statistics.ledger where left("Period", 4) = $1), (select count(*) from statistics.releases where "Period" = $1)""");
        count.Parameters.AddWithValue(year);
        await using var reader = await count.ExecuteReaderAsync(Cancel);
        await reader.ReadAsync(Cancel);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
