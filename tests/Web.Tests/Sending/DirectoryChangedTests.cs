using CaseManager.Core;
using CaseManager.Core.Audit;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns;
using CaseManager.TestSupport;

namespace CaseManager.Web.Tests.Sending;

/// <summary>The directory changes while a notice waits: it stops where a person sees it, and nothing of it leaves.</summary>
public sealed class DirectoryChangedTests(DatabaseFixture fixture) : OutboxTest(fixture), IClassFixture<DatabaseFixture>
{
    [Theory]
    [InlineData("removed", NoticeReasons.RecipientRemoved)]
    [InlineData("address corrected", NoticeReasons.RecipientChanged)]
    [InlineData("switched off", NoticeReasons.RegimeOff)]
    [InlineData("not in force yet", NoticeReasons.RegimeOff)]
    public async Task Change_WhileANoticeWaits_StopsItForAPersonToSee(string change, string reason)
    {
        var notice = await Seed.AddNoticeAsync(Cancel, contact: "abuse@telegram.org");
        await ChangeAsync(change);

        await using var worker = NewWorker("one");
        await worker.SendAsync(Cancel);

        await using var database = Database.Open();
        var stopped = await database.FindAsync<Notice>([notice.Id], Cancel);
        Assert.Equal((NoticeState.DeadLetter, reason), (stopped!.State, stopped.Reason));
        Assert.Empty(Peer.Accepted);
        await UndoAsync();
    }

    [Fact]
    public async Task Change_OfSomethingElseThanTheAddress_LetsTheNoticeLeave()
    {
        var notice = await Seed.AddNoticeAsync(Cancel, contact: "abuse@telegram.org");
        await UndoAsync();

        await Worker.SendAsync(Cancel);

        Assert.Equal(NoticeState.Accepted, (await ReadAsync(notice)).State);
    }

    [Fact]
    public async Task ExposingNotice_HerConsentToThatIsMissing_IsStoppedAtTheLastMoment()
    {
        var notice = await Seed.AddNoticeAsync(Cancel, regime: "cn-civil-1195");

        await using var worker = NewWorker("one");
        await worker.SendAsync(Cancel);

        await using var database = Database.Open();
        var stopped = await database.FindAsync<Notice>([notice.Id], Cancel);
        Assert.Equal((NoticeState.Cancelled, NoticeReasons.ConsentWithdrawn), (stopped!.State, stopped.Reason));
        Assert.Empty(Peer.Accepted);
    }

    private async Task ChangeAsync(string change)
    {
        await using var database = Database.Open();
        var audit = new AuditLog(database, TimeProvider.System);
        var save = new SaveRecord(database, audit, TimeProvider.System);
        var read = new ReadDirectory(database, new DirectoryCache());
        var directory = await read.RunAsync(Cancel);
        var telegram = await new RecordHistory(database).OfAsync(RecordKind.Platform, "telegram", Cancel);
        var regime = directory.Regimes.Find("us-tida")!;
        await (change switch
        {
            "removed" => save.RemoveAsync("telegram", telegram.Count, "closed", RandomId.New(), Cancel),
            "address corrected" => save.RunAsync(Corrected(directory.Platforms.Find("telegram")!), telegram.Count, "their page says so", RandomId.New(), Cancel),
            "switched off" => new DecideRegime(database, read, audit, TimeProvider.System).RunAsync("us-tida", false, false, [], "counsel", new DateOnly(2026, 11, 30), RandomId.New(), Cancel),
            _ => save.RunAsync(regime with { InForceFrom = new DateOnly(2999, 1, 1) }, regime.RecordVersion, "the gazette says so", RandomId.New(), Cancel),
        });
    }

    private static Platform Corrected(Platform platform) => platform with
    {
        Channels = [.. platform.Channels.Select(channel => channel.Address == "abuse@telegram.org" ? channel with { Address = "reports@telegram.org" } : channel)],
    };

    private async Task UndoAsync()
    {
        await using var database = Database.Open();
        var audit = new AuditLog(database, TimeProvider.System);
        var save = new SaveRecord(database, audit, TimeProvider.System);
        var read = new ReadDirectory(database, new DirectoryCache());
        var telegram = await new RecordHistory(database).OfAsync(RecordKind.Platform, "telegram", Cancel);
        await save.RunAsync(PlatformDirectory.Seed.Find("telegram")!, telegram.Count, "back", RandomId.New(), Cancel);
        var regime = (await read.RunAsync(Cancel)).Regimes.Find("us-tida")!;
        await save.RunAsync(RegimeDirectory.Seed.Find("us-tida")!, regime.RecordVersion, "back", RandomId.New(), Cancel);
        await new DecideRegime(database, read, audit, TimeProvider.System).RunAsync("us-tida", true, false, [], "back", new DateOnly(2026, 11, 30), RandomId.New(), Cancel);
    }
}
