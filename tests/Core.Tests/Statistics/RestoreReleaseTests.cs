using CaseManager.Core.Statistics.Releases;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Statistics;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Tests.Statistics;

/// <summary>The ledger, the mark outside the database, and what is taken in again.</summary>
public sealed class RestoreReleaseTests(PostgresServer server) : StatisticsTestBase(server)
{
    [Fact]
    public async Task LostMark_BesideAWholeDatabase_IsMadeAnewWhenSomebodyVouches()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);
        var bundle = await Desk.ExportAsync("2025-Q1", Cancel);
        File.Delete(Desk.MarkFile);

        var restored = await Desk.RestoreAsync([bundle], areAll: true, Cancel);

        Assert.Equal((0, true), (restored.Releases.Count, restored.IsWhole));
        await Desk.BuildAsync("2025-Q2", Cancel);
    }

    [Fact]
    public async Task EntryChangedInTheLedger_StopsBuilding()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);
        await Desk.BuildAsync("2025-Q2", Cancel);
        await RunAsOwnerAsync("update statistics.ledger set \"Den\" = 8 where \"Entry\" = 1");

        Assert.Equal("another-ledger", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025-Q3", Cancel))).Code);
    }

    [Fact]
    public async Task OlderBackup_IsNotBuiltOn()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);
        await RunAsOwnerAsync("delete from statistics.cells; delete from statistics.files; delete from statistics.confirmations; delete from statistics.releases; delete from statistics.ledger");

        Assert.Equal("older-backup", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025-Q1", Cancel))).Code);
        Assert.Equal(0, await LedgerAsync());
    }

    [Fact]
    public async Task OlderBackup_IsBuiltOnAgainWhenItsBundlesAreTakenIn()
    {
        await ImportAsync(300);
        await Desk.BuildAsync("2025-Q1", Cancel);
        await Desk.BuildAsync("2025", Cancel);
        var (quarter, year) = (await Desk.ExportAsync("2025-Q1", Cancel), await Desk.ExportAsync("2025", Cancel));
        var cells = await CellsAsync();
        await RunAsOwnerAsync("delete from statistics.cells; delete from statistics.files; delete from statistics.confirmations; delete from statistics.releases; delete from statistics.ledger");

        Assert.Equal("earlier-one-missing", (await Assert.ThrowsAsync<RefusedException>(() => Desk.RestoreAsync([year], areAll: false, Cancel))).Code);
        var first = await Desk.RestoreAsync([quarter], areAll: false, Cancel);
        Assert.Equal((1, false), (first.Releases.Count, first.IsWhole));
        Assert.Equal("older-backup", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2024-Q1", Cancel))).Code);
        var second = await Desk.RestoreAsync([year, quarter], areAll: false, Cancel);
        Assert.Equal((1, true), (second.Releases.Count, second.IsWhole));
        Assert.Empty((await Desk.RestoreAsync([year, quarter], areAll: false, Cancel)).Releases);

        Assert.Equal(quarter, await Desk.ExportAsync("2025-Q1", Cancel));
        Assert.Equal(year, await Desk.ExportAsync("2025", Cancel));
        Assert.Equal(cells, await CellsAsync());
        Assert.Equal("already-built", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025", Cancel))).Code);
        await Desk.BuildAsync("2024", Cancel);
    }

    [Fact]
    public async Task LostServer_IsMadeAnewFromEveryBundleBesideTheMark()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);
        await Desk.BuildAsync("2025", Cancel);
        var bundles = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Desk.MarkFile)!, "bundles")).Select(File.ReadAllBytes).ToArray();
        await RunAsOwnerAsync("delete from statistics.cells; delete from statistics.files; delete from statistics.confirmations; delete from statistics.releases; delete from statistics.ledger");
        File.Delete(Desk.MarkFile);

        Assert.Equal("mark-missing", (await Assert.ThrowsAsync<RefusedException>(() => Desk.RestoreAsync(bundles, areAll: false, Cancel))).Code);
        Assert.Equal(2, (await Desk.RestoreAsync(bundles, areAll: true, Cancel)).Releases.Count);

        Assert.Equal("already-built", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025", Cancel))).Code);
        await Desk.ExportAsync("2025", Cancel);
    }

    [Fact]
    public async Task OlderMark_ThatIsPutBack_CatchesUp()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);
        var older = await File.ReadAllBytesAsync(Desk.MarkFile, Cancel);
        await Desk.BuildAsync("2025-Q2", Cancel);
        var newest = await File.ReadAllBytesAsync(Desk.MarkFile, Cancel);
        await File.WriteAllBytesAsync(Desk.MarkFile, older, Cancel);

        await Desk.Confirm.RunAsync(Cancel);

        Assert.Equal(newest, await File.ReadAllBytesAsync(Desk.MarkFile, Cancel));
    }

    [Fact]
    public async Task Bundle_ThatWasChangedOrIsAnothers_IsNotTakenIn()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);
        var bundle = await Desk.ExportAsync("2025-Q1", Cancel);
        await using var other = new StatisticsDesk(Database);

        Assert.Equal("signed-by-another", (await Assert.ThrowsAsync<RefusedException>(() => other.RestoreAsync([bundle], areAll: true, Cancel))).Code);
        Assert.Equal("not-a-bundle", (await Assert.ThrowsAsync<RefusedException>(() => Desk.RestoreAsync(["PK no zip"u8.ToArray()], areAll: false, Cancel))).Code);
        var random = new Random(3);
        for (var round = 0; round < 100; round++)
        {
            var damaged = bundle.ToArray();
            damaged[random.Next(damaged.Length)] ^= 0x40;
            await Assert.ThrowsAsync<RefusedException>(() => Desk.RestoreAsync([damaged], areAll: false, Cancel));
        }
    }

    [Fact]
    public async Task AnotherLedger_OfTheSameLength_IsNotBuiltOn()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);
        await RunAsOwnerAsync("update statistics.ledger set \"Hash\" = '\\x00'");

        Assert.Equal("another-ledger", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025-Q2", Cancel))).Code);
    }

    [Fact]
    public async Task LostMark_StopsBuilding()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);
        File.Delete(Desk.MarkFile);

        Assert.Equal("mark-missing", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025-Q2", Cancel))).Code);
    }

    [Fact]
    public async Task MarkThatCannotBeWritten_KeepsWhatWasBuiltAndShowsItLater()
    {
        await Desk.BuildAsync("2025-Q1", Cancel);
        var folder = Path.GetDirectoryName(Desk.MarkFile)!;
        var aside = $"{Desk.MarkFile}.{Environment.ProcessId}.new";
        Directory.CreateDirectory(aside);

        Assert.Equal("mark-unwritable", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025-Q2", Cancel))).Code);
        Assert.Equal("not-confirmed", (await Assert.ThrowsAsync<RefusedException>(() => Desk.ExportAsync("2025-Q2", Cancel))).Code);
        Directory.Delete(aside);
        Assert.Equal("already-built", (await Assert.ThrowsAsync<RefusedException>(() => Desk.BuildAsync("2025-Q2", Cancel))).Code);

        Assert.NotEmpty(await Desk.ExportAsync("2025-Q2", Cancel));
        Assert.Single(Directory.GetFiles(folder));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder, "bundles"), "stats-*.zip").Length);
    }

    private async Task<List<string>> CellsAsync()
    {
        await using var reader = Desk.Databases.OpenReader();
        return [.. (await reader.Set<ReleaseCell>().AsNoTracking().ToListAsync(Cancel))
            .Select(cell => $"{cell.ReleaseId} {cell.Family} {cell.Period} {cell.Place} {cell.Codes} {cell.Value} {cell.Status} {cell.Margin90}").Order(StringComparer.Ordinal)];
    }
}
