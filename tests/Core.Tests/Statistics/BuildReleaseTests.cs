using System.IO.Compression;
using System.Text;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Releases;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Statistics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Tests.Statistics;

public sealed class BuildReleaseTests(PostgresServer server) : IAsyncLifetime
{
    private const string Header = "side,period,platform,harm_type,country,age_band,outcome,time_to_removal_band\n";

    private TestDatabase database = null!;
    private StatisticsDesk desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await server.CreateDatabaseAsync(Cancel);
        desk = new StatisticsDesk(database);
    }

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Year_OfAFile_HasEveryCellOnceAndTheSameBytesEachTime()
    {
        await ImportAsync(300);

        var release = await desk.BuildAsync("2025", Cancel);
        var bundle = await desk.ExportAsync("2025", Cancel);

        Assert.Equal("stats-example-help-2025-c1-r0.zip", release.FileName);
        Assert.Equal(bundle, await desk.ExportAsync("2025", Cancel));
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
        desk.Words = Zeros();
        await ImportAsync(300);

        await desk.BuildAsync("2025", Cancel);

        var files = Open(await desk.ExportAsync("2025", Cancel));
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
        await desk.BuildAsync("2025-Q3", Cancel);
        await desk.BuildAsync("2025", Cancel);

        Assert.Equal("already-built", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2025", Cancel))).Code);
        Assert.Equal("already-built", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2025-Q1", Cancel))).Code);
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
                await desk.BuildAsync("2025", Cancel);
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
        Assert.Equal("still-open", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync(period, Cancel))).Code);

    [Theory]
    [InlineData("2026-Q1", "2026-04-14T23:59:59Z", "2026-04-15T00:00:00Z")]
    [InlineData("2026", "2027-01-31T23:59:59Z", "2027-02-01T00:00:00Z")]
    public async Task Period_OpensWhenItsTimeForLateEntriesIsOver(string period, string before, string from)
    {
        desk.Clock.SetUtcNow(DateTimeOffset.Parse(before, null));
        Assert.Equal("still-open", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync(period, Cancel))).Code);

        desk.Clock.SetUtcNow(DateTimeOffset.Parse(from, null));
        await desk.BuildAsync(period, Cancel);
    }

    [Fact]
    public async Task Clock_SetBack_IsRefused()
    {
        await desk.BuildAsync("2025-Q1", Cancel);

        var back = new StatisticsDesk(database);
        await using (back)
        {
            File.Copy(desk.MarkFile, Made(back.MarkFile));
            back.Clock.AdjustTime(desk.Clock.GetUtcNow().AddDays(-1));

            Assert.Equal("clock-set-back", (await Assert.ThrowsAsync<RefusedException>(() => back.BuildAsync("2025-Q2", Cancel))).Code);
        }
    }

    [Fact]
    public async Task OlderBackup_IsNotBuiltOn()
    {
        await desk.BuildAsync("2025-Q1", Cancel);
        await RunAsOwnerAsync("delete from statistics.cells; delete from statistics.files; delete from statistics.confirmations; delete from statistics.releases; delete from statistics.ledger");

        Assert.Equal("older-backup", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2025-Q1", Cancel))).Code);
        Assert.Equal(0, await LedgerAsync());
    }

    [Fact]
    public async Task OlderBackup_IsBuiltOnAgainWhenItsBundlesAreTakenIn()
    {
        await ImportAsync(300);
        await desk.BuildAsync("2025-Q1", Cancel);
        await desk.BuildAsync("2025", Cancel);
        var (quarter, year) = (await desk.ExportAsync("2025-Q1", Cancel), await desk.ExportAsync("2025", Cancel));
        var cells = await CellsAsync();
        await RunAsOwnerAsync("delete from statistics.cells; delete from statistics.files; delete from statistics.confirmations; delete from statistics.releases; delete from statistics.ledger");

        Assert.Equal("earlier-one-missing", (await Assert.ThrowsAsync<RefusedException>(() => desk.RestoreAsync([year], areAll: false, Cancel))).Code);
        Assert.Single(await desk.RestoreAsync([quarter], areAll: false, Cancel));
        Assert.Equal("older-backup", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2024-Q1", Cancel))).Code);
        Assert.Single(await desk.RestoreAsync([year, quarter], areAll: false, Cancel));
        Assert.Empty(await desk.RestoreAsync([year, quarter], areAll: false, Cancel));

        Assert.Equal(quarter, await desk.ExportAsync("2025-Q1", Cancel));
        Assert.Equal(year, await desk.ExportAsync("2025", Cancel));
        Assert.Equal(cells, await CellsAsync());
        Assert.Equal("already-built", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2025", Cancel))).Code);
        await desk.BuildAsync("2024", Cancel);
    }

    [Fact]
    public async Task LostServer_IsMadeAnewFromEveryBundleBesideTheMark()
    {
        await desk.BuildAsync("2025-Q1", Cancel);
        await desk.BuildAsync("2025", Cancel);
        var bundles = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(desk.MarkFile)!, "bundles")).Select(File.ReadAllBytes).ToArray();
        await RunAsOwnerAsync("delete from statistics.cells; delete from statistics.files; delete from statistics.confirmations; delete from statistics.releases; delete from statistics.ledger");
        File.Delete(desk.MarkFile);

        Assert.Equal("mark-missing", (await Assert.ThrowsAsync<RefusedException>(() => desk.RestoreAsync(bundles, areAll: false, Cancel))).Code);
        Assert.Equal(2, (await desk.RestoreAsync(bundles, areAll: true, Cancel)).Count);

        Assert.Equal("already-built", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2025", Cancel))).Code);
        await desk.ExportAsync("2025", Cancel);
    }

    [Fact]
    public async Task OlderMark_ThatIsPutBack_CatchesUp()
    {
        await desk.BuildAsync("2025-Q1", Cancel);
        var older = await File.ReadAllBytesAsync(desk.MarkFile, Cancel);
        await desk.BuildAsync("2025-Q2", Cancel);
        var newest = await File.ReadAllBytesAsync(desk.MarkFile, Cancel);
        await File.WriteAllBytesAsync(desk.MarkFile, older, Cancel);

        await desk.Confirm.RunAsync(Cancel);

        Assert.Equal(newest, await File.ReadAllBytesAsync(desk.MarkFile, Cancel));
    }

    [Fact]
    public async Task Release_ThatIsNotConfirmed_IsHiddenFromTheReaderByTheDatabase()
    {
        await desk.BuildAsync("2025-Q1", Cancel);
        await RunAsOwnerAsync("delete from statistics.confirmations");

        await using var reader = desk.Databases.OpenReader();
        Assert.False(await reader.Set<Core.Statistics.Releases.Release>().AnyAsync(Cancel));
        Assert.False(await reader.Set<ReleaseCell>().AnyAsync(Cancel));
        Assert.False(await reader.Set<ReleaseFile>().AnyAsync(Cancel));
    }

    [Fact]
    public async Task Correction_OfAYearThatHasOnlyAQuarter_IsRefused()
    {
        await desk.BuildAsync("2025-Q1", Cancel);

        Assert.Equal("not-built", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2025", Cancel, isCorrection: true))).Code);
    }

    [Fact]
    public async Task Bundle_ThatWasChangedOrIsAnothers_IsNotTakenIn()
    {
        await desk.BuildAsync("2025-Q1", Cancel);
        var bundle = await desk.ExportAsync("2025-Q1", Cancel);
        await using var other = new StatisticsDesk(database);

        Assert.Equal("signed-by-another", (await Assert.ThrowsAsync<RefusedException>(() => other.RestoreAsync([bundle], areAll: true, Cancel))).Code);
        Assert.Equal("not-a-bundle", (await Assert.ThrowsAsync<RefusedException>(() => desk.RestoreAsync(["PK no zip"u8.ToArray()], areAll: false, Cancel))).Code);
        var random = new Random(3);
        for (var round = 0; round < 100; round++)
        {
            var damaged = bundle.ToArray();
            damaged[random.Next(damaged.Length)] ^= 0x40;
            await Assert.ThrowsAsync<RefusedException>(() => desk.RestoreAsync([damaged], areAll: false, Cancel));
        }
    }

    [Fact]
    public async Task AnotherLedger_OfTheSameLength_IsNotBuiltOn()
    {
        await desk.BuildAsync("2025-Q1", Cancel);
        await RunAsOwnerAsync("update statistics.ledger set \"Hash\" = '\\x00'");

        Assert.Equal("another-ledger", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2025-Q2", Cancel))).Code);
    }

    [Fact]
    public async Task LostMark_StopsBuilding()
    {
        await desk.BuildAsync("2025-Q1", Cancel);
        File.Delete(desk.MarkFile);

        Assert.Equal("mark-missing", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2025-Q2", Cancel))).Code);
    }

    [Fact]
    public async Task MarkThatCannotBeWritten_KeepsWhatWasBuiltAndShowsItLater()
    {
        await desk.BuildAsync("2025-Q1", Cancel);
        var folder = Path.GetDirectoryName(desk.MarkFile)!;
        var aside = $"{desk.MarkFile}.{Environment.ProcessId}.new";
        Directory.CreateDirectory(aside);

        Assert.Equal("mark-unwritable", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2025-Q2", Cancel))).Code);
        Assert.Equal("not-confirmed", (await Assert.ThrowsAsync<RefusedException>(() => desk.ExportAsync("2025-Q2", Cancel))).Code);
        Directory.Delete(aside);
        Assert.Equal("already-built", (await Assert.ThrowsAsync<RefusedException>(() => desk.BuildAsync("2025-Q2", Cancel))).Code);

        Assert.NotEmpty(await desk.ExportAsync("2025-Q2", Cancel));
        Assert.Single(Directory.GetFiles(folder));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder, "bundles"), "stats-*.zip").Length);
    }

    [Fact]
    public async Task ValueUnderTheThreshold_IsNowhereInTheDatabase()
    {
        await ImportAsync(300);
        await desk.BuildAsync("2025", Cancel);

        await using var builder = desk.Databases.OpenBuilder();
        var cells = await builder.Set<ReleaseCell>().ToListAsync(Cancel);
        Assert.Equal(4 + 16 + 13 + 1 + 7 + 11 + 7 + 42 + 2, cells.Count);
        Assert.All(cells, cell => Assert.True(cell.Value is null == (cell.Status == "below_threshold") && cell.Value is not < 20));
    }

    [Fact]
    public async Task ExactCount_IsInNoFileAndNoTable()
    {
        // Noise of three everywhere, so that what was counted differs from what is told.
        desk.Words = Threes();
        await desk.ImportAsync(Header + string.Concat(Enumerable.Repeat("intake,2025-07,telegram,threat_to_share,KR,18_24,,\n", 7_919)), Cancel);

        await desk.BuildAsync("2025", Cancel);

        var bundle = await desk.ExportAsync("2025", Cancel);
        var files = Open(bundle);
        Assert.Contains("2025,telegram,7922,ok,9", files["data/intake_by_platform.csv"], StringComparison.Ordinal);
        files["stats.xlsx"] = string.Join('\n', OpenInner(bundle, "stats.xlsx").Values);
        Assert.All(files, file => Assert.DoesNotContain("7919", file.Value.Replace("\u2009", "", StringComparison.Ordinal), StringComparison.Ordinal));
        foreach (var table in new[] { "ledger", "releases", "cells", "confirmations", "imports", "declarations" })
        {
            await using var owner = new NpgsqlConnection(database.Owner);
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
        await using var other = await server.CreateDatabaseAsync(Cancel);
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
        desk.Words = () => words++ < 200 ? Core.Statistics.Noise.SystemRandomWords.Next() : throw new InvalidOperationException("The power is gone.");
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.BuildAsync("2025", Cancel));

        Assert.Equal(0, await LedgerAsync());
        Assert.False(File.Exists(desk.MarkFile));
        desk.Words = Core.Statistics.Noise.SystemRandomWords.Next;
        await desk.BuildAsync("2025", Cancel);
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
            () => desk.ImportAsync(Header + "intake,2025-07,telegram,threat_to_share,KR,18_24,,\nintake,2025-07,telegram,?,KR,18_24,,\n", Cancel));

        Assert.Equal(3, Assert.Single(refusal.Faults).Line);
        desk.Words = Zeros();
        await desk.BuildAsync("2025-Q3", Cancel);
        Assert.Contains("2025-Q3,,below_threshold,9", Open(await desk.ExportAsync("2025-Q3", Cancel))["data/intake_by_period.csv"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinesOfATimeThatIsBuilt_AreRefused()
    {
        await desk.BuildAsync("2025-Q3", Cancel);

        var refusal = await Assert.ThrowsAsync<Core.Statistics.Importing.ImportRefusedException>(() => ImportAsync(10));

        Assert.StartsWith("Lines of intake of 2025-07 come too late", Assert.Single(refusal.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_IsASecondBundleThatNamesBothDraws()
    {
        await ImportAsync(300);
        await desk.BuildAsync("2025", Cancel);
        var first = await desk.ExportAsync("2025", Cancel);

        var release = await desk.BuildAsync("2025", Cancel, isCorrection: true);

        Assert.Equal("stats-example-help-2025-c1-r1.zip", release.FileName);
        Assert.Equal(first, await desk.ExportAsync("2025", Cancel, revision: 0));
        var files = Open(await desk.ExportAsync("2025", Cancel));
        Assert.Equal(22, files["METHOD.md"].Split("| 1/4 |").Length - 1);
        Assert.Contains("\"epsilonTotal\": \"4\"", files["stats.json"], StringComparison.Ordinal);
        Assert.Contains("correction", files["README.txt"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update statistics.ledger set \"Revision\" = 1")]
    [InlineData("delete from statistics.ledger")]
    [InlineData("update statistics.cells set \"Value\" = 1")]
    [InlineData("delete from statistics.releases")]
    [InlineData("update statistics.files set \"Bytes\" = '\\x00'")]
    [InlineData("select count(*) from cases.cases")]
    [InlineData("select count(*) from sealing.objects")]
    public async Task Builder_ChangingWhatIsBuiltOrReadingCases_IsRefusedByTheDatabase(string statement) =>
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database.StatisticsBuilder, statement))).SqlState);

    [Theory]
    [InlineData("select count(*) from statistics.intakes")]
    [InlineData("select count(*) from statistics.closures")]
    [InlineData("select count(*) from statistics.imports")]
    [InlineData("select count(*) from cases.cases")]
    [InlineData("select count(*) from takedowns.targets")]
    [InlineData("insert into statistics.confirmations values ('00000000-0000-0000-0000-000000000000', now())")]
    public async Task Reader_OfAnythingButReleases_IsRefusedByTheDatabase(string statement) =>
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database.StatisticsReader, statement))).SqlState);

    [Fact]
    public async Task OverlappingDraw_IsRefusedByTheDatabaseItself()
    {
        await desk.BuildAsync("2025-Q1", Cancel);

        const string Year = """insert into statistics.ledger select 2, "Family", '2025', "From", "From" + 12, 0, "Num", "Den", "ReleaseId", "BuiltAt", "Hash" from statistics.ledger""";
        Assert.Equal("23P01", (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(database.StatisticsBuilder, Year))).SqlState);
    }

    private static Dictionary<string, string> OpenInner(byte[] bundle, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        using var inner = new MemoryStream();
        using var stream = zip.GetEntry(name)!.Open();
        stream.CopyTo(inner);
        return Open(inner.ToArray());
    }

    private static Dictionary<string, string> Open(byte[] bundle)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }

    // The sign comes first: "not negative", then the smallest size at once.
    private static Core.Statistics.Noise.RandomWord Zeros() => Always(1, 0, 1, 0, 1);

    private static Core.Statistics.Noise.RandomWord Threes() => Always(1, 3, 3, 0, 1);

    private static Core.Statistics.Noise.RandomWord Always(params ulong[] words)
    {
        var place = 0;
        return () => words[place++ % words.Length];
    }

    private static string Made(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }

    private Task<Core.Statistics.Importing.ImportedContributions> ImportAsync(int cases) => desk.ImportAsync(
        Header
        + string.Concat(Enumerable.Repeat("intake,2025-07,telegram,threat_to_share,KR,18_24,,\n", cases))
        + string.Concat(Enumerable.Repeat("closure,2025-08,telegram,,,,removed_all,up_to_48h\n", cases)),
        Cancel);

    private async Task<List<string>> CellsAsync()
    {
        await using var reader = desk.Databases.OpenReader();
        return [.. (await reader.Set<ReleaseCell>().AsNoTracking().ToListAsync(Cancel))
            .Select(cell => $"{cell.ReleaseId} {cell.Family} {cell.Period} {cell.Place} {cell.Codes} {cell.Value} {cell.Status} {cell.Margin90}").Order(StringComparer.Ordinal)];
    }

    private async Task<int> LedgerAsync()
    {
        await using var builder = desk.Databases.OpenBuilder();
        return await builder.Set<LedgerEntry>().CountAsync(Cancel);
    }

    private Task RunAsOwnerAsync(string statement) => RunAsync(database.Owner, statement);

    private static async Task RunAsync(string connection, string statement)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(statement, open);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
