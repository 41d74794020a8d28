using CaseManager.Core;
using CaseManager.Core.Cases;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Api.Staff;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Web.Tests.Watching;

public sealed class ObserveTargetTests(DatabaseFixture fixture) : WatchTest(fixture), IClassFixture<DatabaseFixture>
{
    private const string Key = "tg:post:@examplechannel:42";

    [Theory]
    [InlineData(Verdict.Live)]
    [InlineData(Verdict.Missing)]
    [InlineData(Verdict.PeerMissing)]
    public async Task Observe_ControlNotSeen_KeepsUnreadableAndMovesNothing(Verdict verdict)
    {
        var target = await Targets.AddAsync(Key, Cancel);

        for (var look = 0; look < 4; look++)
        {
            await ObserveAsync(target, verdict, controlOk: false);
            Clock.Advance(TimeSpan.FromHours(3));
        }

        Assert.Equal(TargetState.Unverified, await StateAsync(target));
        Assert.All(await ObservationsAsync(target), seen => Assert.Equal((Verdict.Unreadable, ProbeRules.Control, false), (seen.Verdict, seen.Rule, seen.ControlOk)));
    }

    [Fact]
    public async Task Observe_PeopleSawItGone_OneLookBringsItBackAndItsClockCountsAgain()
    {
        var target = await Targets.AddAsync(Key, Cancel);
        var due = Clock.GetUtcNow().AddDays(2);
        await using (var database = Database.Open())
        {
            await database.Set<TakedownRequest>().Where(row => row.TargetId == target.Id).ExecuteUpdateAsync(row => row.SetProperty(request => request.DueAt, due), Cancel);
        }

        await GoneAsync(target);
        Assert.Equal(TargetState.SuspectedGone, await StateAsync(target));
        await GoneAsync(target);
        var gone = await WatchAsync(target.Id);
        Assert.Equal((TargetState.Gone, WatchPlan.StaysGone, Clock.GetUtcNow().AddDays(1)), (await StateAsync(target), gone.Plan, gone.NextCheckAt));
        Assert.Null(await DueAsync(target));

        await ObserveAsync(target, Verdict.Live);

        Assert.Equal((TargetState.Reappeared, RequestState.Active), (await StateAsync(target), Assert.Single(await RequestsAsync(target))));
        Assert.Equal(due, await DueAsync(target));
    }

    /// <summary>A name that was free may be an innocent person's by now.</summary>
    [Theory]
    [InlineData(ProbeRules.Peer)]
    [InlineData(ProbeRules.Channel)]
    public async Task Observe_NameThatWasGoneAnswersAgain_IsLeftToAPerson(string rule)
    {
        var target = await Targets.AddAsync("tg:peer:@examplechannel", Cancel);
        await LookAsync(target, new PageVerdict(Verdict.Live, rule));
        Assert.Equal(TargetState.Live, await StateAsync(target));
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Clock.Advance(TimeSpan.FromHours(4));
            await LookAsync(target, new PageVerdict(Verdict.PeerMissing, ProbeRules.NameUnused));
        }

        Assert.Equal(TargetState.Gone, await StateAsync(target));
        Clock.Advance(TimeSpan.FromDays(30));

        await LookAsync(target, new PageVerdict(Verdict.Live, rule));

        Assert.Equal((TargetState.Gone, RequestState.Watching), (await StateAsync(target), Assert.Single(await RequestsAsync(target))));
        Assert.DoesNotContain("RequestReopened", await EventsAsync(target.Cases[0]));
        var looks = LooksJson.Of(await ShownAsync(target));
        Assert.Equal((Verdict.Unreadable, ProbeRules.Answers, true), (looks.Verdict, looks.Rule, looks.AnswersAgain));
        Assert.NotNull(looks.NextAt);

        await Worker.UseAsync<RecordThere, TargetState>(record => record.RunAsync(target.Requests[0], RandomId.New(), Cancel));
        await LookAsync(target, new PageVerdict(Verdict.Live, rule));
        Assert.Equal((TargetState.Live, RequestState.Active), (await StateAsync(target), Assert.Single(await RequestsAsync(target))));
    }

    [Fact]
    public async Task Observe_SamePlaceOfManyCasesAtOnce_NobodyWaitsInACircle()
    {
        var target = await Targets.AddAsync(Key, Cancel, cases: 5);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(async look =>
        {
            if (look % 3 == 0)
            {
                // It may be known to be gone by then; a circle would be another failure.
                Assert.True(await Record.ExceptionAsync(() => GoneAsync(target)) is null or RefusedException { Code: "wrong-state" });
            }
            else
            {
                await ObserveAsync(target, look % 2 == 0 ? Verdict.Live : Verdict.Missing);
            }
        }));

        Assert.Equal(8, (await ObservationsAsync(target)).Count);
    }

    [Fact]
    public async Task Observe_TargetIsNoMore_IsNothing()
    {
        var state = await Worker.UseAsync<ObserveTarget, TargetState?>(observe =>
            observe.RunAsync(RandomId.New(), new ProbeReading(new PageVerdict(Verdict.Live, ProbeRules.Post)), RandomId.New(), true, Cancel));

        Assert.Null(state);
    }

    [Fact]
    public async Task Notice_Accepted_IsLookedAtAnHourLater_AndAtOnceWhenThePlatformSaysRemoved()
    {
        await using var relay = SmtpPeer.Start();
        await using var outbox = new OutboxWorker(Database, Keys, relay, Clock);
        var notice = await new NoticeSeed(Database, new KeyFolder(Keys), Clock).AddNoticeAsync(Cancel);

        await outbox.SendAsync(Cancel);
        var accepted = await WatchAsync(notice.TargetId);
        Clock.Advance(TimeSpan.FromDays(10));
        await ChangeAsync(checks => checks.SaidRemovedAsync(notice.TargetId, Cancel));
        var said = await WatchAsync(notice.TargetId);

        Assert.Equal((WatchPlan.UntilGone, accepted.PlanStartedAt.AddHours(1)), (accepted.Plan, accepted.NextCheckAt));
        Assert.Equal((Clock.GetUtcNow(), Clock.GetUtcNow()), (said.NextCheckAt, said.SaidRemovedAt));
    }

    [Fact]
    public async Task Notice_LeftAgain_BeginsItsPlanAnewButNotThatOfWhatIsGone()
    {
        var live = await Targets.AddAsync(Key, Cancel);
        var gone = await Targets.AddAsync("tg:post:@examplechannel:43", Cancel);
        await ChangeAsync(checks => checks.GoneAsync(gone.Id, Clock.GetUtcNow(), Cancel));
        Clock.Advance(TimeSpan.FromDays(5));

        await ChangeAsync(checks => checks.AfterNoticeAsync([live.Id, gone.Id, live.Id, RandomId.New()], Clock.GetUtcNow(), Cancel));

        Assert.Equal(Clock.GetUtcNow(), (await WatchAsync(live.Id)).PlanStartedAt);
        Assert.Equal((WatchPlan.StaysGone, Clock.GetUtcNow().AddDays(-5)), ((await WatchAsync(gone.Id)).Plan, (await WatchAsync(gone.Id)).PlanStartedAt));
    }

    [Fact]
    public async Task Join_TwoTargets_KeepsWhatWasSeenOfBothAndCountsAnew()
    {
        var (old, kept) = (await Targets.AddAsync(Key, Cancel), await Targets.AddAsync("tg:post:@examplechannel:43", Cancel));
        await ObserveAsync(old, Verdict.Missing);
        await ObserveAsync(kept, Verdict.Missing);

        await Worker.UseAsync<Core.CaseManagerDbContext, bool>(async database =>
        {
            await using var transaction = await database.Database.BeginTransactionAsync(Cancel);
            var rows = await database.Set<Target>().Where(row => row.Id == old.Id || row.Id == kept.Id).ToDictionaryAsync(row => row.Id, Cancel);
            await new JoinWatches(database, Clock).RunAsync(rows[old.Id], rows[kept.Id], Cancel);
            await database.SaveChangesAsync(Cancel);
            await transaction.CommitAsync(Cancel);
            return true;
        });

        Assert.Equal(2, (await ObservationsAsync(kept)).Count);
        Assert.Equal((WatchPlan.UntilGone, 0, Clock.GetUtcNow().AddHours(1)), ((await WatchAsync(kept.Id)).Plan, (await WatchAsync(kept.Id)).Misses, (await WatchAsync(kept.Id)).NextCheckAt));
    }

    private Task<TargetState?> LookAsync(WatchedTarget target, PageVerdict page) => Worker.UseAsync<ObserveTarget, TargetState?>(
        observe => observe.RunAsync(target.Id, new ProbeReading(page), RandomId.New(), controlOk: true, Cancel));

    private async Task<ShownRequest> ShownAsync(WatchedTarget target)
    {
        await using var database = Database.Open();
        return new ShownRequest(
            await database.Set<TakedownRequest>().AsNoTracking().SingleAsync(row => row.TargetId == target.Id, Cancel),
            await database.Set<Target>().AsNoTracking().SingleAsync(row => row.Id == target.Id, Cancel),
            null, "Telegram", await WatchAsync(target.Id), true);
    }

    private Task<TargetState?> ObserveAsync(WatchedTarget target, Verdict verdict, bool controlOk = true) => Worker.UseAsync<ObserveTarget, TargetState?>(
        observe => observe.RunAsync(target.Id, new ProbeReading(new PageVerdict(verdict, ProbeRules.NoMarker)), RandomId.New(), controlOk, Cancel));

    private Task<TargetState> GoneAsync(WatchedTarget target) => Worker.UseAsync<RecordGone, TargetState>(
        record => record.RunAsync(target.Requests[0], RandomId.New(), Cancel));

    private Task<bool> ChangeAsync(Func<PlanChecks, Task> change) => Worker.UseAsync<PlanChecks, bool>(async checks =>
    {
        await change(checks);
        return true;
    });

    private async Task<DateTimeOffset?> DueAsync(WatchedTarget target)
    {
        await using var database = Database.Open();
        return await database.Set<Case>().Where(row => row.CaseId == target.Cases[0]).Select(row => row.NextDueAt).SingleAsync(Cancel);
    }
}
