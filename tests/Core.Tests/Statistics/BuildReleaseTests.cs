using CaseManager.Core.Statistics.Releases;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Statistics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Tests.Statistics;

public sealed class BuildReleaseTests(PostgresServer server) : StatisticsTestBase(server)
{
    [Fact]
    public async Task Year_OfAFile_HasEveryCellOnceAndTheSameBytesEachTime()
    {
        await ImportAsync(300);

        var release = await Desk.BuildAsync("2025", Cancel);
        var bundle = await Desk.ExportAsync("2025", Cancel);

        Assert.Equal("stats-example-help-2025-c1-r0.zip", release.FileName);
        Assert.Equal(bundle, await Desk.ExportAsync("2025", Cancel));
        var files = Open(bundle);
        Assert.Equal(1 + 4, files["data/intake_by_period.csv"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(1 + 16, files["data/intake_by_platform.csv"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(1 + 42, files["data/closed_by_platform_group_and_removal_time.csv"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("period,platform,value,status,margin90\n2025,telegram,", files["data/intake_by_platform.csv"], StringComparison.Ordinal);
        Assert.Contains("at most a factor of 7.4", files["README.txt"], StringComparison.Ordinal);
        Assert.DoesNotContain("{{", files["README.txt"] + files["METHOD.md"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_WithoutNoise_AreThoseOfTheFile()
    {
        // Only a test can take the noise away: words that always draw zero.
        Desk.Words = Zeros();
        await ImportAsync(300);

        await Desk.BuildAsync("2025", Cancel);

        var files = Open(await Desk.ExportAsync("2025", Cancel));
        Assert.Contains("\n2025,telegram,300,ok,9\n", files["data/intake_by_platform.csv"], StringComparison.Ordinal);
        Assert.Contains("\n2025,other,,below_threshold,9\n", files["data/intake_by_platform.csv"], StringComparison.Ordinal);
        Assert.Contains("\n2025-Q3,300,ok,9\n", files["data/intake_by_period.csv"], StringComparison.Ordinal);
        Assert.Contains("\n2025,ZZ,300,ok,9\n", files["data/intake_by_country.csv"], StringComparison.Ordinal);
        Assert.Contains("\n2025,telegram,up_to_48h,300,ok,9\n", files["data/closed_by_platform_group_and_removal_time.csv"], StringComparison.Ordinal);
        Assert.Contains("\n2025,intake,300,ok,", files["data/totals.csv"], StringComparison.Ordinal);
        Assert.Contains("\n2025,closed,300,ok,", files["data/totals.csv"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondBuild_OfAnything_IsRefusedAndSpendsNothing()
    {
        await Desk.BuildAsync("2025-Q3", Cancel);
        await Desk.BuildAsync("2025", Cancel);

        Assert.Equal("already-built", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025", Cancel))).Code);
        Assert.Equal("already-built", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025-Q1", Cancel))).Code);
        Assert.Equal(11, await LedgerAsync());
    }

    [Fact]
    public async Task EightBuilds_AtOnce_SpendTheBudgetOnce()
    {
        await ImportAsync(50);

        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await Desk.BuildAsync("2025", Cancel);
                return "built";
            }
            catch (RefusedException refusal)
            {
                return refusal.Code;
            }
        }));

        Assert.Equal(1, ends.Count(end => end == "built"));
        Assert.Equal(7, ends.Count(end => end == "already-built"));
        Assert.Equal(11, await LedgerAsync());
    }

    [Theory]
    [InlineData("2026-Q1")]
    [InlineData("2026")]
    public async Task Period_ThatHasNotEnded_IsRefused(string period) =>
        Assert.Equal("still-open", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync(period, Cancel))).Code);

    [Theory]
    [InlineData("2026-Q1", "2026-04-14T23:59:59Z", "2026-04-15T00:00:00Z")]
    [InlineData("2026", "2027-01-31T23:59:59Z", "2027-02-01T00:00:00Z")]
    public async Task Period_OpensWhenItsTimeForLateEntriesIsOver(string period, string before, string from)
    {
        Desk.Clock.SetUtcNow(DateTimeOffset.Parse(before, null));
        Assert.Equal("still-open", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync(period, Cancel))).Code);

        Desk.Clock.SetUtcNow(DateTimeOffset.Parse(from, null));
        await Desk.BuildAsync(period, Cancel);
    }

    [Fact]
    public async Task Clock_SetBack_IsRefused()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);

        var back = new StatisticsDesk(Database);
        await using (back)
        {
            File.Copy(Desk.MarkFile, Made(back.MarkFile));
            back.Clock.AdjustTime(Desk.Clock.GetUtcNow().AddDays(-1));

            Assert.Equal("clock-set-back", (await Assert.ThrowsAsync<RefusedException>(() => back.BuildAsync("2025-Q2", Cancel))).Code);
        }
    }

    [Fact]
    public async Task Correction_OfAYearThatHasOnlyAQuarter_IsRefused()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);

        Assert.Equal("not-built", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025", Cancel, isCorrection: true))).Code);
    }

    [Fact]
    public async Task ValueUnderTheThreshold_IsNowhereInTheDatabase()
    {
        await ImportAsync(300);
        await Desk.BuildAsync("2025", Cancel);

        await using var builder = Desk.Databases.OpenBuilder();
        var cells = await builder.Set<ReleaseCell>().ToListAsync(Cancel);
        Assert.Equal(4 + 16 + 13 + 1 + 7 + 11 + 7 + 42 + 2, cells.Count);
        Assert.All(cells, cell => Assert.True(cell.Value is null == (cell.Status == "below_threshold") && cell.Value is not < 20));
    }

    [Fact]
    public async Task ExactCount_IsInNoFileAndNoTable()
    {
        // Noise of three everywhere, so that what was counted differs from what is told.
        Desk.Words = Threes();
        await Desk.ImportAsync(Header + string.Concat(Enumerable.Repeat("intake,2025-07,telegram,threat_to_share,KR,18_24,,\n", 7_919)), Cancel);

        await Desk.BuildAsync("2025", Cancel);

        var bundle = await Desk.ExportAsync("2025", Cancel);
        var files = Open(bundle);
        Assert.Contains("2025,telegram,7922,ok,9", files["data/intake_by_platform.csv"], StringComparison.Ordinal);
        files["stats.xlsx"] = string.Join('\n', OpenInner(bundle, "stats.xlsx").Values);
        Assert.All(files, file => Assert.DoesNotContain("7919", file.Value.Replace("\u2009", "", StringComparison.Ordinal), StringComparison.Ordinal));
        foreach (var table in new[] { "ledger", "releases", "cells", "confirmations", "imports", "declarations" })
        {
            await using var owner = new NpgsqlConnection(Database.Owner);
            await owner.OpenAsync(Cancel);
            await using var read = new NpgsqlCommand($"select coalesce(string_agg(t::text, ' '), '') from statistics.{table} t", owner);
            Assert.DoesNotContain("7919", (string)(await read.ExecuteScalarAsync(Cancel))!, StringComparison.Ordinal);
        }
    }

    /// <summary>The guarantee rests on this: with the same noise, one case more or less moves one cell of each table by one.</summary>
    [Fact]
    public async Task OneCase_MoreOrLess_MovesOneCellOfEachTableByOne()
    {
        var her = "intake,2025-07,telegram,threat_to_share,KR,18_24,,\nclosure,2025-08,telegram,,,,removed_all,up_to_48h\n";
        var others = string.Concat(Enumerable.Repeat(her, 100)) + string.Concat(Enumerable.Repeat("intake,2025-03,x,doxxing_with_images,JP,unknown,,\n", 100));
        var without = await CellsWithoutNoiseAsync(others);
        var with = await CellsWithoutNoiseAsync(others + her);

        var moved = with.Where(cell => without[cell.Key] != cell.Value).ToList();
        Assert.All(moved, cell => Assert.Equal(1, cell.Value - without[cell.Key]));
        Assert.Equal(8, moved.Count);
        Assert.Equal(8, moved.Select(cell => cell.Key.Split(' ')[0]).Distinct().Count());
    }

    private async Task<Dictionary<string, long?>> CellsWithoutNoiseAsync(string lines)
    {
        await using var other = await Server.CreateDatabaseAsync(Cancel);
        await using var counting = new StatisticsDesk(other) { Words = Zeros() };
        await counting.ImportAsync(Header + lines, Cancel);
        await counting.BuildAsync("2025", Cancel);
        await using var reader = counting.Databases.OpenReader();
        return await reader.Set<ReleaseCell>().AsNoTracking().Where(cell => cell.Family != ReleaseCell.Totals)
            .ToDictionaryAsync(cell => $"{cell.Family} {cell.Period} {cell.Codes}", cell => cell.Value, Cancel);
    }

    [Fact]
    public async Task Build_BrokenOffWhileItDraws_SpendsNothing()
    {
        await ImportAsync(300);
        var words = 0;
        Desk.Words = () => words++ < 200 ? Core.Statistics.Noise.SystemRandomWords.Next() : throw new InvalidOperationException("The power is gone.");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Desk.BuildAsync("2025", Cancel));

        Assert.Equal(0, await LedgerAsync());
        Assert.False(File.Exists(Desk.MarkFile));
        Desk.Words = Core.Statistics.Noise.SystemRandomWords.Next;
        await Desk.BuildAsync("2025", Cancel);
        Assert.Equal(11, await LedgerAsync());
    }

    [Fact]
    public void NoiseAndBuilder_CalculateInWholeNumbersOnly()
    {
        var folders = new[] { "Noise", "Releases", "Catalogue", "Ledger" };
        var files = folders.SelectMany(folder => Directory.GetFiles(RepositoryFolder.File($"src/CaseManager.Core/Statistics/{folder}"), "*.cs")).ToList();

        Assert.True(files.Count > 15);
        Assert.All(files, file => Assert.DoesNotMatch(@"\b(double|float|decimal|Half|Random|Math\.(?!Abs|Max|Min))\b", string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))));
    }

    [Fact]
    public async Task File_TakenInBefore_IsRefused()
    {
        await ImportAsync(10);

        Assert.Equal("imported-before", (await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(10))).Code);
    }

    [Fact]
    public async Task FileWithOneFault_TakesNothingIn()
    {
        var refusal = await Assert.ThrowsAsync<Core.Statistics.Importing.ImportRefusedException>(
            () => Desk.ImportAsync(Header + "intake,2025-07,telegram,threat_to_share,KR,18_24,,\nintake,2025-07,telegram,?,KR,18_24,,\n", Cancel));

        Assert.Equal(3, Assert.Single(refusal.Faults).Line);
        Desk.Words = Zeros();
        await Desk.BuildAsync("2025-Q3", Cancel);
        Assert.Contains("2025-Q3,,below_threshold,9", Open(await Desk.ExportAsync("2025-Q3", Cancel))["data/intake_by_period.csv"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinesOfATimeThatIsBuilt_AreRefused()
    {
        await Desk.BuildAsync("2025-Q3", Cancel);

        var refusal = await Assert.ThrowsAsync<Core.Statistics.Importing.ImportRefusedException>(() => ImportAsync(10));

        Assert.StartsWith("Lines of intake of 2025-07 come too late", Assert.Single(refusal.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_IsASecondBundleThatNamesBothDraws()
    {
        await ImportAsync(300);
        await Desk.BuildAsync("2025", Cancel);
        var first = await Desk.ExportAsync("2025", Cancel);

        var release = await Desk.BuildAsync("2025", Cancel, isCorrection: true);

        Assert.Equal("stats-example-help-2025-c1-r1.zip", release.FileName);
        Assert.Equal(first, await Desk.ExportAsync("2025", Cancel, revision: 0));
        var files = Open(await Desk.ExportAsync("2025", Cancel));
        Assert.Equal(22, files["METHOD.md"].Split("| 1/4 |").Length - 1);
        Assert.Contains("\"epsilonTotal\": \"4\"", files["stats.json"], StringComparison.Ordinal);
        Assert.Contains("correction", files["README.txt"], StringComparison.Ordinal);
    }
}
