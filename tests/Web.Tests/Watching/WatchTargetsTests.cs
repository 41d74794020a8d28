using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Takedowns;
using CaseManager.Web.Tests.Probes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CaseManager.Web.Tests.Watching;

public sealed class WatchTargetsTests(DatabaseFixture fixture) : WatchTest(fixture), IClassFixture<DatabaseFixture>
{
    private const string Key = "tg:post:@examplechannel:42";
    private const string Post = "examplechannel/42";

    /// <summary>A worker that was started with another key file must not end the plan of every link.</summary>
    [Fact]
    public async Task Run_WithAnotherKeyFile_LeavesTheTargetForTheRightOne()
    {
        var target = await Targets.AddAsync("tg:post:@somechannel:77", Cancel);
        var others = TestFolders.New();
        new KeyFolder(others).Create();
        await using (var stranger = new WatchWorker(Database, others, Outside.Probe(Clock), Clock))
        {
            await stranger.RunAsync(Cancel);
        }

        Assert.True((await WatchAsync(target.Id)).NextCheckAt > Clock.GetUtcNow());
        Assert.Empty(await ObservationsAsync(target));
        await RunAfterAsync(2);
        Assert.NotEmpty(await ObservationsAsync(target));
        TestFolders.Delete(others);
    }

    [Fact]
    public async Task Run_PostThatWasRemoved_IsGoneAfterThreeMissesOverSixHoursAndOnlyWatchedThen()
    {
        Posts.Add(Post);
        var target = await Targets.AddAsync(Key, Cancel, cases: 2);
        await RunAfterAsync(0);
        Assert.Equal(TargetState.Live, await StateAsync(target));
        Posts.Remove(Post);

        await RunAfterAsync(1, 3);
        Assert.Equal(TargetState.SuspectedGone, await StateAsync(target));
        await RunAfterAsync(3);

        var watch = await WatchAsync(target.Id);
        Assert.Equal(TargetState.Gone, await StateAsync(target));
        Assert.Equal([RequestState.Watching, RequestState.Watching], await RequestsAsync(target));
        foreach (var caseId in target.Cases)
        {
            Assert.Equal(["TargetObserved", "TargetObserved", "TargetObserved", "RequestWatched"], await EventsAsync(caseId));
        }

        Assert.Equal((WatchPlan.StaysGone, Clock.GetUtcNow().AddDays(1)), (watch.Plan, watch.NextCheckAt));
        var seen = await ObservationsAsync(target);
        Assert.Equal([Verdict.Live, Verdict.Missing, Verdict.Missing, Verdict.Missing], seen.Select(row => row.Verdict));
        Assert.All(seen, row => Assert.Equal((200, 32, true, ProbeRules.Version), (row.Status, row.BodyHash?.Length, row.ControlOk, row.ParserVersion)));
        Assert.Equal(4, seen.Select(row => row.RunId).Distinct().Count());
    }

    [Fact]
    public async Task Run_PostThatComesBack_IsAskedForAgain()
    {
        var target = await Targets.AddAsync(Key, Cancel);
        await RunAfterAsync(0, 3, 3);
        Assert.Equal((TargetState.Gone, RequestState.Watching), (await StateAsync(target), Assert.Single(await RequestsAsync(target))));
        Posts.Add(Post);

        await RunAfterAsync(24);

        Assert.Equal((TargetState.Reappeared, RequestState.Active), (await StateAsync(target), Assert.Single(await RequestsAsync(target))));
        Assert.Equal(
            ["TargetObserved", "TargetObserved", "RequestWatched", "TargetObserved", "RequestReopened"], await EventsAsync(target.Cases[0]));
        Assert.Equal((WatchPlan.UntilGone, Clock.GetUtcNow().AddHours(1)), ((await WatchAsync(target.Id)).Plan, (await WatchAsync(target.Id)).NextCheckAt));
    }

    [Fact]
    public async Task Run_PostThatStaysForAYear_IsLookedAtByThePlanAndThenLeftToPeople()
    {
        Posts.Add(Post);
        var target = await Targets.AddAsync(Key, Cancel);
        await Worker.RunAsync(Cancel);

        while ((await WatchAsync(target.Id)).NextCheckAt is { } next)
        {
            Clock.SetUtcNow(next);
            Assert.Equal(1, await Worker.RunAsync(Cancel));
        }

        // At once, 4 in two days, 12 to day 14, 10 to day 90, 10 to a year.
        Assert.Equal(1 + 4 + 12 + 10 + 10, (await ObservationsAsync(target)).Count);
        Assert.Equal(["TargetObserved"], await EventsAsync(target.Cases[0]));
        Assert.Equal((TargetState.Live, RequestState.Active), (await StateAsync(target), Assert.Single(await RequestsAsync(target))));
    }

    [Fact]
    public async Task Run_PostThatStaysGoneForAYear_IsWatchedByItsPlan()
    {
        var target = await Targets.AddAsync(Key, Cancel);
        await RunAfterAsync(0, 3, 3);
        var gone = Clock.GetUtcNow();

        while ((await WatchAsync(target.Id)).NextCheckAt is { } next)
        {
            Clock.SetUtcNow(next);
            await Worker.RunAsync(Cancel);
        }

        Assert.Equal(
            [1, 3, 7, 30, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360, 365],
            (await ObservationsAsync(target)).Where(seen => seen.At > gone).Select(seen => (seen.At - gone).TotalDays));
        Assert.Equal((TargetState.Gone, RequestState.Watching), (await StateAsync(target), Assert.Single(await RequestsAsync(target))));
    }

    [Fact]
    public async Task Run_NameWasTakenBySomebodyElse_IsNotBackButForAPersonToLookAt()
    {
        var target = await Targets.AddAsync(Key, Cancel);
        var owner = "c1000000001_1";
        Outside.Answer = context => Site.Page(PageOf(context.Request.Path.Value![1..]).Replace("data-post", $"data-peer=\"{owner}\" data-post", StringComparison.Ordinal))(context);
        Posts.Add(Post);
        await RunAfterAsync(0);
        Posts.Remove(Post);
        await RunAfterAsync(1, 3, 3);
        Assert.Equal(TargetState.Gone, await StateAsync(target));
        Posts.Add(Post);
        owner = "c1000000002_1";

        await RunAfterAsync(24);
        Assert.Equal((TargetState.Gone, Verdict.Unreadable, ProbeRules.OtherOwner), (await StateAsync(target), (await WatchAsync(target.Id)).LastVerdict, (await WatchAsync(target.Id)).LastRule));
        owner = "c1000000001_2";
        await RunAfterAsync(1);

        Assert.Equal(TargetState.Reappeared, await StateAsync(target));
    }

    [Fact]
    public async Task Run_OurOwnPostIsNotSeen_NothingIsToldAndPeopleKnow()
    {
        Posts.Clear();
        var target = await Targets.AddAsync(Key, Cancel);

        await RunAfterAsync(0, 3, 3, 3);

        Assert.Equal(TargetState.Unverified, await StateAsync(target));
        Assert.Empty(await ObservationsAsync(target));
        Assert.Equal((ProbeRules.Control, Clock.GetUtcNow().AddHours(-9)), ((await PaceAsync()).Trouble, (await PaceAsync()).TroubleSince));
        Posts.Add("ourchannel/1");
        await RunAfterAsync(1);
        Assert.Equal(TargetState.SuspectedGone, await StateAsync(target));
        Assert.Null((await PaceAsync()).TroubleSince);
    }

    [Fact]
    public async Task Run_OurOwnPostIsNotSeen_IsNotAskedForEveryMinute()
    {
        Posts.Clear();
        await Targets.AddAsync(Key, Cancel);

        await Worker.RunAsync(Cancel);
        Clock.Advance(ProbePace.ControlRest - TimeSpan.FromSeconds(1));
        await Worker.RunAsync(Cancel);
        var within = Outside.Requests.Count;
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Worker.RunAsync(Cancel);

        Assert.Equal((1, 2), (within, Outside.Requests.Count));
    }

    [Fact]
    public async Task Run_LayoutChanged_IsNeverGone()
    {
        var target = await Targets.AddAsync(Key, Cancel);
        Outside.Answer = context => Site.Page("<tg-post><tg-error>Post not found</tg-error></tg-post>")(context);

        await RunAfterAsync(0, 3, 6, 24, 48);

        Assert.Equal(TargetState.Unverified, await StateAsync(target));
        Assert.NotNull((await PaceAsync()).TroubleSince);
    }

    [Fact]
    public async Task Run_ToldToStop_EverybodyStopsForHalfAnHourAndTwiceAsLongTheNextTime()
    {
        var target = await Targets.AddAsync(Key, Cancel);
        await Targets.AddAsync("tg:post:@examplechannel:43", Cancel);
        Outside.Answer = context => context.Request.Path == "/ourchannel/1" ? Site.Page(PageOf("ourchannel/1"))(context) : Site.Page("", 429)(context);
        await Worker.RunAsync(Cancel);
        Assert.Equal((2, Clock.GetUtcNow().AddMinutes(30)), (Outside.Requests.Count, (await PaceAsync()).StoppedUntil));
        Assert.Equal(ProbeRules.ToldToStop, (await PaceAsync()).Trouble);
        Outside.Answer = context => Site.Page("", 403)(context);

        Clock.Advance(TimeSpan.FromMinutes(29));
        await NewWorker().RunAsync(Cancel);
        var during = Outside.Requests.Count;
        Clock.Advance(TimeSpan.FromMinutes(1));
        await NewWorker().RunAsync(Cancel);

        Assert.Equal((2, 3), (during, Outside.Requests.Count));
        Assert.Equal(Clock.GetUtcNow().AddMinutes(60), (await PaceAsync()).StoppedUntil);
        Assert.Equal(TargetState.Unverified, await StateAsync(target));
    }

    [Fact]
    public async Task Run_DailyBudgetIsSpent_TheRestWaitsForTheNextDay()
    {
        var worker = NewWorker(WatchWorker.DefaultPolicy with { DailyBudget = 2 });
        await Targets.AddAsync(Key, Cancel);
        await Targets.AddAsync("tg:post:@examplechannel:43", Cancel);

        await worker.RunAsync(Cancel);
        await worker.RunAsync(Cancel);
        var today = Outside.Requests.Count;
        Clock.Advance(TimeSpan.FromHours(15));
        await worker.RunAsync(Cancel);

        Assert.Equal((2, 4), (today, Outside.Requests.Count));
    }

    [Fact]
    public async Task Run_OtherSites_RestEachForItself()
    {
        var worker = NewWorker(WatchWorker.DefaultPolicy with { HostGap = TimeSpan.FromMinutes(1) });
        var first = await Targets.AddAsync("web:site.example/1", Cancel);
        var second = await Targets.AddAsync("web:site.example/2", Cancel);
        var other = await Targets.AddAsync("web:other.example/1", Cancel);
        Outside.Answer = context => context.Request.Host.Host switch
        {
            "t.me" => Site.Page(PageOf(context.Request.Path.Value![1..]))(context),
            "site.example" => Site.Page("", 403)(context),
            _ => Site.Page("", 404)(context),
        };

        await worker.RunAsync(Cancel);
        var asked = Outside.Requests.Count(request => request.StartsWith("site.example", StringComparison.Ordinal));
        Clock.Advance(TimeSpan.FromMinutes(29));
        await worker.RunAsync(Cancel);

        Assert.Equal(1, asked);
        Assert.Equal(1, Outside.Requests.Count(request => request.StartsWith("site.example", StringComparison.Ordinal)));
        Assert.Equal(TargetState.SuspectedGone, await StateAsync(other));
        Assert.Equal(1, (await ObservationsAsync(first)).Count + (await ObservationsAsync(second)).Count);
        Assert.Null((await PaceAsync()).TroubleSince);
        await using var database = Database.Open();
        Assert.DoesNotContain(await database.Set<ProbeState>().Select(state => state.Scope).ToListAsync(Cancel), scope => scope.Contains("example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_KeyNoProgramCanSee_WaitsForAPersonAndAsksNobody()
    {
        var target = await Targets.AddAsync("tg:invite:AbCdEfGhIjKlMnOp", Cancel);

        await Worker.RunAsync(Cancel);

        Assert.Equal((TargetState.NotCheckable, null), (await StateAsync(target), (await WatchAsync(target.Id)).NextCheckAt));
        Assert.Equal(["t.me/ourchannel/1?embed=1&mode=tme"], Outside.Requests);
    }

    [Fact]
    public async Task Run_EverythingOnHold_AsksNobody()
    {
        var target = await Targets.AddAsync(Key, Cancel, held: true);

        await Worker.RunAsync(Cancel);

        Assert.Empty(Outside.Requests);
        Assert.Equal(Clock.GetUtcNow().AddDays(1), (await WatchAsync(target.Id)).NextCheckAt);
    }

    [Fact]
    public async Task Run_NothingIsDue_AsksNobody()
    {
        await Worker.RunAsync(Cancel);

        Assert.Empty(Outside.Requests);
    }

    [Fact]
    public async Task Run_SwitchedOff_AsksNobody()
    {
        await Targets.AddAsync(Key, Cancel);

        Assert.Equal(0, await NewWorker(ProbePolicy.Off).RunAsync(Cancel));
        Assert.Empty(Outside.Requests);
    }

    [Fact]
    public async Task Run_DiesWhileItLooks_TheLookIsDueAgainSoon()
    {
        var target = await Targets.AddAsync(Key, Cancel);
        using var death = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var page = Outside.Answer;
        Outside.Answer = async context =>
        {
            if (context.Request.Path == "/examplechannel/42")
            {
                await death.CancelAsync();
            }

            await page(context);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Worker.RunAsync(death.Token));
        Assert.Empty(await ObservationsAsync(target));
        Outside.Answer = page;

        Clock.Advance(WatchTargets.Lease);
        await NewWorker().RunAsync(Cancel);

        Assert.Single(await ObservationsAsync(target));
    }

    [Fact]
    public async Task Run_DatabaseFailsWhenItIsKept_NothingOfItStays()
    {
        var target = await Targets.AddAsync(Key, Cancel);

        // Commits: two of the turn and its answer for our own post, one of what it told, two for the target, then the look itself.
        await Assert.ThrowsAsync<InjectedFaultException>(() => NewWorker(null, new FailingCommit(6)).RunAsync(Cancel));

        Assert.Equal((TargetState.Unverified, 0), (await StateAsync(target), (await ObservationsAsync(target)).Count));
        Assert.Empty(await EventsAsync(target.Cases[0]));
        Assert.Equal(0, (await WatchAsync(target.Id)).Misses);
    }

    [Fact]
    public async Task Take_SecondRequest_WaitsForTheGap()
    {
        var worker = NewWorker(WatchWorker.DefaultPolicy with { GapFrom = TimeSpan.FromSeconds(3), GapTo = TimeSpan.FromSeconds(6) });
        await worker.UseAsync<ProbePace, ProbeTurn>(pace => pace.TakeAsync(null, Cancel));
        await worker.UseAsync<ProbePace, bool>(async pace =>
        {
            await pace.ReportAsync(null, new ProbeReading(new PageVerdict(Verdict.Live, ProbeRules.Post)), Cancel);
            return true;
        });
        var allowed = (await PaceAsync()).NextAllowedAt!.Value;

        var second = worker.UseAsync<ProbePace, ProbeTurn>(pace => pace.TakeAsync(null, Cancel));
        while (!second.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.InRange(allowed - new DateTimeOffset(2026, 6, 2, 9, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6));
        Assert.True((await second).MayGo);
        Assert.True(Clock.GetUtcNow() >= allowed);
    }

    [Fact]
    public async Task Observations_OfTheAppsRole_AreNeitherChangedNorDeleted_ButGoWithTheirTarget()
    {
        var target = await Targets.AddAsync(Key, Cancel);
        await Worker.RunAsync(Cancel);
        await using var database = Database.Open();

        var changed = await Record.ExceptionAsync(() => database.Set<Observation>().ExecuteUpdateAsync(row => row.SetProperty(seen => seen.Rule, "other"), Cancel));
        var deleted = await Record.ExceptionAsync(() => database.Set<Observation>().ExecuteDeleteAsync(Cancel));
        await database.Set<Target>().Where(row => row.Id == target.Id).ExecuteDeleteAsync(Cancel);

        Assert.All([changed, deleted], refusal => Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.IsType<PostgresException>(refusal).SqlState));
        Assert.Empty(await ObservationsAsync(target));
        Assert.False(await database.Set<TargetWatch>().AnyAsync(watch => watch.TargetId == target.Id, Cancel));
    }
}
