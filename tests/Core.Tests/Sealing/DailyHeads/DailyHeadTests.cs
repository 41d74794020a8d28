using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.DailyHeads;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Sealing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Core.Tests.Sealing.DailyHeads;

public sealed class DailyHeadTests(PostgresServer server) : IAsyncLifetime
{
    private HeadKeeper keeper = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public async Task Tick_ManyTimesADay_TakesOneHeadThatNamesEveryChain()
    {
        var caseId = await keeper.AddCaseAsync(events: 3);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => keeper.TickAsync()));
        await keeper.TickAsync();

        var head = Assert.Single(await keeper.HeadsAsync());
        var document = HeadDocument.Read(head.Bytes)!;
        Assert.Equal((Monday, 2), (document.Day, document.Chains));
        Assert.Equal(AuditHash.None, document.Previous);
        var entries = await HeadList.ReadAsync(keeper.Files.Open("2026-03-02.chains"), Cancel).ToListAsync(Cancel);
        Assert.Equal([(AuditLog.Organisation, 1), (caseId, 3)], entries.Select(entry => (entry.ChainId, entry.Sequence)));
        Assert.Equal(head.Bytes, await File.ReadAllBytesAsync(keeper.PathOf("2026-03-02.head.json"), Cancel));
        Assert.Equal(document.List, HeadList.HashOf(await File.ReadAllBytesAsync(keeper.PathOf("2026-03-02.chains"), Cancel)));
        Assert.True((await keeper.VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Tick_JustBeforeMidnightOfTheOrganisation_CountsItsDay()
    {
        keeper.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 22, 59, 0, TimeSpan.Zero));
        await keeper.TickAsync();
        keeper.Clock.Advance(TimeSpan.FromMinutes(2));
        await keeper.TickAsync();

        Assert.Equal([Monday, Monday.AddDays(1)], (await keeper.HeadsAsync()).Select(head => head.Day));
    }

    [Fact]
    public async Task Tick_AfterDaysWithoutAWorker_TakesOneThatNamesTheLast()
    {
        await keeper.TickAsync();
        keeper.Clock.Advance(TimeSpan.FromDays(5));
        await keeper.TickAsync();

        var heads = await keeper.HeadsAsync();
        Assert.Equal([Monday, Monday.AddDays(5)], heads.Select(head => head.Day));
        Assert.Equal(heads[0].Hash, HeadDocument.Read(heads[1].Bytes)!.Previous);
        Assert.Null(heads[0].List);
        Assert.NotNull(heads[1].List);
    }

    [Fact]
    public async Task Tick_ClockSetBack_TakesNoSecondHeadOfADayThatIsOver()
    {
        await keeper.NextDayAsync();
        await using var database = keeper.Database.Open();
        var earlier = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

        Assert.Null(await new TakeDailyHead(database, new AuditLog(database, earlier), keeper.Options, earlier).RunAsync(Cancel));
    }

    [Fact]
    public async Task Tick_NoFolderCanBeMade_SaysSoLosesNothingAndCatchesUp()
    {
        await File.WriteAllTextAsync(keeper.Folder, "in the way", Cancel);

        var first = await keeper.TickAsync();
        keeper.Clock.Advance(TimeSpan.FromDays(1));
        var second = await keeper.TickAsync();
        var shown = await ShowAsync();
        var waiting = await keeper.VerifyAsync();
        File.Delete(keeper.Folder);
        var third = await keeper.TickAsync();

        Assert.Equal([HeadFileFault.NoFolder], first.Faults);
        Assert.Equal([HeadFileFault.NoFolder], second.Faults);
        Assert.Equal((Monday, 2), (shown.Alarm!.Day, shown.Unwritten));
        Assert.Equal((2, 2, true), (waiting.Heads.Heads, waiting.Heads.Waiting, waiting.Holds));
        Assert.Equal((2, 0), (third.Written, third.Faults.Count));
        Assert.Null((await ShowAsync()).Alarm);
        Assert.Equal(4, keeper.Files.Names().Count);
        Assert.True((await keeper.VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Tick_AnotherFileInItsPlace_IsNeverOverwritten()
    {
        Directory.CreateDirectory(keeper.Folder);
        await File.WriteAllTextAsync(keeper.PathOf("2026-03-02.head.json"), "another", Cancel);

        var outcome = await keeper.TickAsync();

        Assert.Equal([HeadFileFault.Differs], outcome.Faults);
        Assert.Equal("another", await File.ReadAllTextAsync(keeper.PathOf("2026-03-02.head.json"), Cancel));
    }

    [Fact]
    public async Task Tick_DiedBetweenFileAndRow_IsTheSameHeadAgain()
    {
        await keeper.TickAsync();
        await keeper.TamperAsync("update sealing.daily_heads set \"WrittenAt\" = null");

        var again = await keeper.TickAsync();

        Assert.Equal((1, 0), (again.Written, again.Faults.Count));
    }

    [Fact]
    public async Task Files_AreTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await keeper.TickAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keeper.Folder));
        foreach (var name in keeper.Files.Names())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(keeper.PathOf(name)));
        }
    }

    [Fact]
    public void Fault_OfWhatTheMachineSays_IsACode()
    {
        Assert.Equal(HeadFileFault.DiskFull, HeadFileFault.Of(new IOException("No space left on device", 28)));
        Assert.Equal(HeadFileFault.NotAllowed, HeadFileFault.Of(new IOException("Read-only file system", 30)));
        Assert.Equal(HeadFileFault.NotAllowed, HeadFileFault.Of(new UnauthorizedAccessException()));
        Assert.Equal(HeadFileFault.NoFolder, HeadFileFault.Of(new DirectoryNotFoundException()));
        Assert.Equal(HeadFileFault.Failed, HeadFileFault.Of(new IOException()));
    }

    [Fact]
    public async Task Sign_ByTheAuditorsKey_IsKeptOnceAndStandsBesideTheHead()
    {
        await keeper.TickAsync();

        await keeper.SignAsync(Monday);
        await keeper.SignAsync(Monday);
        await keeper.TickAsync();

        var verdict = await keeper.VerifyAsync();
        Assert.Equal((1, true), (verdict.Heads.Signatures, verdict.Holds));
        Assert.Contains(HeadFolder.SignatureName(Monday, keeper.Auditor), keeper.Files.Names());
    }

    [Fact]
    public async Task Sign_ByAnotherKeyOrSomebodyTheRosterDoesNotName_IsRefused()
    {
        await keeper.TickAsync();

        Assert.Equal("signature", (await Assert.ThrowsAsync<RefusedException>(() => keeper.SignAsync(Monday, new TestKeys()))).Code);
        await keeper.TamperAsync("delete from sealing.roster where \"Sequence\" > 0");
        Assert.Equal("not-rostered", (await Assert.ThrowsAsync<RefusedException>(() => keeper.SignAsync(Monday))).Code);
    }

    [Theory]
    [InlineData("update sealing.daily_heads set \"Bytes\" = ''")]
    [InlineData("update sealing.daily_heads set \"Hash\" = ''")]
    [InlineData("delete from sealing.daily_heads")]
    [InlineData("update sealing.countersignatures set \"Signature\" = ''")]
    [InlineData("delete from sealing.countersignatures")]
    public async Task AppRole_ChangingAHeadOrASignature_IsRefused(string statement)
    {
        await using var connection = new NpgsqlConnection(keeper.Database.App);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(statement, connection);

        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel))).SqlState);
    }

    public async ValueTask InitializeAsync() => keeper = await HeadKeeper.CreateAsync(server);

    public ValueTask DisposeAsync() => keeper.DisposeAsync();

    private async Task<ShownDailyHeads> ShowAsync()
    {
        await using var database = keeper.Database.Open();
        return await new ShowDailyHeads(database, keeper.Clock).RunAsync(Cancel);
    }
}
