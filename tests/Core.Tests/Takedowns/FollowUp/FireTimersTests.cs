using System.Text.Json;
using CaseManager.Core.Audit;
using CaseManager.Core.Sealing.AtRest;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.FollowUp;
using CaseManager.Core.Takedowns.FollowUp.Calendars;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.FollowUp.Timers;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Core.Tests.Takedowns.FollowUp;

public sealed class FireTimersTests : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    // A Monday.
    private static readonly DateTimeOffset start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly DatabaseFixture fixture;
    private readonly FakeTimeProvider time = new(start) { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cmk");
    private readonly SmtpPeer relay = SmtpPeer.Start();
    private readonly NoticeSeed seed;
    private readonly OutboxWorker program;

    public FireTimersTests(DatabaseFixture fixture)
    {
        this.fixture = fixture;
        var keys = new KeyFolder(folder.FullName);
        keys.Create();
        seed = new NoticeSeed(fixture.Database, keys, time);
        program = new OutboxWorker(fixture.Database, folder.FullName, relay, time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accepted_UnderALawWithANumber_SetsDeadlineAndFirstRungAtItsEnd()
    {
        var sent = await SendAsync("us-tida");

        Assert.Equal(
            [(TimerKind.Deadline, TimerState.Pending, start.AddHours(48)), (TimerKind.Rung, TimerState.Pending, start.AddHours(48))],
            await TimersAsync(sent));
    }

    [Fact]
    public async Task Accepted_UnderALawWithoutANumber_WaitsThreeDays()
    {
        var sent = await SendAsync("eu-dsa-16");

        Assert.Equal([(TimerKind.Rung, TimerState.Pending, start.AddDays(3))], await TimersAsync(sent));
    }

    [Fact]
    public async Task Fire_Due_OpensTheReminderOnceAndTellsTheCase()
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromHours(48));

        Assert.Equal(2, await FireAsync());
        Assert.Equal(0, await FireAsync());

        var step = Assert.Single(await StepsAsync(sent));
        Assert.Equal(("reminder", StepState.Open, true, 1), (step.RungId, step.State, step.LookFirst, step.LadderVersion));
        Assert.Equal(["DeadlinePassed", "StepOpened"], (await EventsAsync(sent)).TakeLast(2));
        Assert.All(await TimersAsync(sent), timer => Assert.Equal(TimerState.Fired, timer.State));
    }

    [Fact]
    public async Task Fire_BeforeItsTime_DoesNothing()
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromHours(47));

        Assert.Equal(0, await FireAsync());
        Assert.Empty(await StepsAsync(sent));
    }

    [Fact]
    public async Task Fire_ClockJumpsAheadAndBack_OpensNothingTwice()
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromDays(400));
        await FireAsync();

        // A clock that cannot run backwards is another clock here: the same program an hour after the notice left.
        var back = new FakeTimeProvider(start.AddHours(1));
        await using var late = new OutboxWorker(fixture.Database, folder.FullName, relay, back);
        await RefreshAsync(late, sent);
        Assert.Equal(0, (await late.UseAsync<FireTimers, FiredTimers>(fire => fire.RunAsync(Cancel))).Fired);
        back.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, (await late.UseAsync<FireTimers, FiredTimers>(fire => fire.RunAsync(Cancel))).Fired);

        Assert.Single(await StepsAsync(sent));
    }

    [Fact]
    public async Task Fire_TwoWorkersAtOnce_OpenOneStep()
    {
        var sent = await SendAsync("us-tida");
        await using var other = new OutboxWorker(fixture.Database, folder.FullName, relay, time, "other");
        time.Advance(TimeSpan.FromHours(49));

        var fired = await Task.WhenAll(FireAsync(), other.UseAsync<FireTimers, int>(async fire => (await fire.RunAsync(Cancel)).Fired));

        Assert.Equal(2, fired.Sum());
        Assert.Single(await StepsAsync(sent));
    }

    [Fact]
    public async Task Fire_TheCommitFails_LeavesAllDueAndTheNextOpensIt_AndOtherCasesAreNotHeldUp()
    {
        var sent = await SendAsync("us-tida");
        await using var failing = new OutboxWorker(fixture.Database, folder.FullName, relay, time, faults: [new FailingCommit(1)]);
        var other = await seed.AddNoticeAsync(Cancel, regime: "us-tida");
        await program.SendAsync(Cancel);
        time.Advance(TimeSpan.FromHours(49));

        var done = await failing.UseAsync<FireTimers, FiredTimers>(fire => fire.RunAsync(Cancel));
        Assert.Single(done.Failed);
        Assert.True(done.Fired > 0);
        await FireAsync();

        Assert.Single(await StepsAsync(other));
        Assert.Single(await StepsAsync(sent));
    }

    [Theory]
    [InlineData(TargetState.Live, 5, false)]
    [InlineData(TargetState.Live, 7, true)]
    [InlineData(TargetState.NotCheckable, 1, true)]
    [InlineData(TargetState.Withheld, 1, true)]
    public async Task Fire_OpensPlainlyOnlyWhatWasSeenLately(TargetState seen, int hoursAgo, bool lookFirst)
    {
        var sent = await SendAsync("us-tida");
        await ObserveAsync(sent, seen, start.AddHours(48 - hoursAgo));
        time.Advance(TimeSpan.FromHours(48));

        await FireAsync();

        Assert.Equal(lookFirst, Assert.Single(await StepsAsync(sent)).LookFirst);
    }

    [Fact]
    public async Task Fire_TargetGoneMeanwhile_OpensNothing()
    {
        var sent = await SendAsync("us-tida");
        await ObserveAsync(sent, TargetState.SuspectedGone, start.AddHours(40));
        await ObserveAsync(sent, TargetState.Gone, start.AddHours(47));
        time.Advance(TimeSpan.FromHours(49));

        await FireAsync();

        Assert.Empty(await StepsAsync(sent));
        Assert.Contains((TimerKind.Rung, TimerState.Cancelled, start.AddHours(48)), await TimersAsync(sent));
    }

    [Fact]
    public async Task Fire_MissedOnce_WaitsUntilThatIsConfirmed()
    {
        var sent = await SendAsync("us-tida");
        await ObserveAsync(sent, TargetState.SuspectedGone, start.AddHours(47));
        time.Advance(TimeSpan.FromHours(49));

        await FireAsync();

        Assert.Empty(await StepsAsync(sent));
        Assert.Contains((TimerKind.Rung, TimerState.Pending, start.AddHours(53)), await TimersAsync(sent));
        time.Advance(TimeSpan.FromHours(4));
        await FireAsync();
        Assert.True(Assert.Single(await StepsAsync(sent)).LookFirst);
    }

    [Fact]
    public async Task Fire_ConsentTakenBackUnnoticed_OpensNothing()
    {
        var sent = await SendAsync("us-tida");
        await seed.WithdrawConsentAsync(sent.CaseId, Cancel);
        time.Advance(TimeSpan.FromHours(49));

        await FireAsync();

        Assert.Empty(await StepsAsync(sent));
    }

    [Fact]
    public async Task Closed_CancelsEveryTimerAndOvertakesTheOpenStep()
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromHours(49));
        await FireAsync();

        await program.UseAsync<CloseRequest>(close => close.RunAsync(sent.RequestId, seed.StaffId, "no_answer", Cancel));

        Assert.Equal(StepState.Overtaken, Assert.Single(await StepsAsync(sent)).State);
        Assert.DoesNotContain(await TimersAsync(sent), timer => timer.State == TimerState.Pending);
        Assert.Contains("StepOvertaken", await EventsAsync(sent));
    }

    [Fact]
    public async Task Refused_OpensTheNextRungAtOnce()
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromHours(5));
        await AnswerAsync(sent, "refused");

        Assert.Equal(1, await FireAsync());
        Assert.Equal("reminder", Assert.Single(await StepsAsync(sent)).RungId);
    }

    [Theory]
    [InlineData("asks_for_more", 47, 95)]
    [InlineData("says_removed", 47, 71)]
    [InlineData("acknowledged", 47, 48)]
    [InlineData("other", 47, 48)]
    public async Task Answer_MovesTheRungAsItsKindSays_AndNeverTheStatutoryClock(string kind, int answered, int due)
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromHours(answered));

        await AnswerAsync(sent, kind);

        var timers = await TimersAsync(sent);
        Assert.Contains((TimerKind.Rung, TimerState.Pending, start.AddHours(due)), timers);
        Assert.Contains((TimerKind.Deadline, TimerState.Pending, start.AddHours(48)), timers);
    }

    [Fact]
    public async Task SaysRemoved_SeenLiveAfterwards_WaitsNoLonger()
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromHours(47));
        await AnswerAsync(sent, "says_removed");
        await ObserveAsync(sent, TargetState.Live, start.AddHours(48));
        time.Advance(TimeSpan.FromHours(1));

        await RefreshAsync(program, sent);
        await FireAsync();

        Assert.False(Assert.Single(await StepsAsync(sent)).LookFirst);
    }

    [Fact]
    public async Task AnswerThatAsks_NobodyActsForEightWorkingHours_IsInTheList()
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromHours(3));
        await AnswerAsync(sent, "asks_for_more");

        // Monday noon: five hours today, three tomorrow.
        Assert.Contains((TimerKind.AnswerDue, TimerState.Pending, start.AddDays(1).AddHours(3)), await TimersAsync(sent));
        time.Advance(TimeSpan.FromHours(24));
        await FireAsync();
        Assert.Equal(Escalation.AnswerWaits, Assert.Single(await StepsAsync(sent)).RungId);
    }

    [Fact]
    public async Task AnswerThatWaits_ItsRequestRestedMeanwhile_IsInTheListAgain_AndOnce()
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromHours(3));
        await AnswerAsync(sent, "asks_for_more");
        time.Advance(TimeSpan.FromHours(24));
        await FireAsync();
        await HoldAsync(sent);
        Assert.Equal(StepState.Overtaken, Assert.Single(await StepsAsync(sent)).State);

        await MoveAsync(sent, request => request.Activate());
        await FireAsync();
        await MoveAsync(sent, _ => { });
        await FireAsync();

        Assert.Single(await StepsAsync(sent), step => step is { RungId: Escalation.AnswerWaits, State: StepState.Open });
    }

    [Fact]
    public async Task Held_IsReviewedEveryWeek_WithOneOpenReview()
    {
        var sent = await SendAsync("us-tida");
        await HoldAsync(sent);
        Assert.Equal(start.AddDays(7), (await TimersAsync(sent)).Single(timer => timer.Kind == TimerKind.HoldReview).DueAt);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            time.Advance(TimeSpan.FromDays(7.1));
            await FireAsync();
        }

        Assert.Equal(Escalation.HoldReview, Assert.Single(await StepsAsync(sent)).RungId);
        var reviews = (await TimersAsync(sent)).Where(timer => timer.Kind == TimerKind.HoldReview).ToList();
        Assert.Equal(4, reviews.Count);
        Assert.Single(reviews, timer => timer.State == TimerState.Pending);
    }

    [Fact]
    public async Task WorkingHoursChange_MovesPendingBusinessTimersWithBothValuesInTheLedger()
    {
        var sent = await SendAsync("us-tida");
        await AnswerAsync(sent, "asks_for_more");
        var holiday = new BusinessCalendar(TimeZoneInfo.Utc, Enum.GetValues<DayOfWeek>()[1..6], new TimeOnly(9, 0), new TimeOnly(17, 0), ["06-01"]);
        await using var changed = new OutboxWorker(
            fixture.Database, folder.FullName, relay, time, policy: OutboxWorker.DefaultPolicy with { Office = holiday });

        await changed.UseAsync<CatchUpTimers>(catchUp => catchUp.ApplyCalendarAsync(Cancel));
        Assert.Equal(0, await changed.UseAsync<CatchUpTimers, int>(catchUp => catchUp.ApplyCalendarAsync(Cancel)));

        Assert.Contains((TimerKind.AnswerDue, TimerState.Pending, start.AddDays(1).AddHours(8)), await TimersAsync(sent));
        var moved = (await DataAsync(sent, "TimerMoved")).Single(data => data.GetProperty("kind").GetString() == "AnswerDue");
        Assert.Equal(start.AddHours(8), moved.GetProperty("before").GetDateTimeOffset());
        Assert.Equal(start.AddDays(1).AddHours(8), moved.GetProperty("dueAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task HeldWhileAStepWasOpen_ComesUpAgainOnceItAsksAgain_InTheSameRow()
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromHours(49));
        await FireAsync();
        var opened = Assert.Single(await StepsAsync(sent));
        await HoldAsync(sent);
        Assert.Equal(StepState.Overtaken, Assert.Single(await StepsAsync(sent)).State);

        await MoveAsync(sent, request => request.Activate());
        await FireAsync();
        await FireAsync();

        var step = Assert.Single(await StepsAsync(sent));
        Assert.Equal((opened.Id, StepState.Open), (step.Id, step.State));
    }

    [Fact]
    public async Task CameBack_OpensItsFirstStepAfterADay_InARoundOfItsOwn()
    {
        var sent = await SendAsync("us-tida");
        time.Advance(TimeSpan.FromHours(49));
        await FireAsync();
        await MoveAsync(sent, request => request.Watch());
        time.Advance(TimeSpan.FromDays(20));
        await ObserveAsync(sent, TargetState.SuspectedGone, start.AddDays(3));
        await ObserveAsync(sent, TargetState.Gone, start.AddDays(4));
        await ObserveAsync(sent, TargetState.Reappeared, time.GetUtcNow());
        await MoveAsync(sent, request => request.Activate());

        Assert.Contains((TimerKind.Rung, TimerState.Pending, time.GetUtcNow().AddDays(1)), await TimersAsync(sent));
        time.Advance(TimeSpan.FromHours(1));
        await MoveAsync(sent, _ => { });
        time.Advance(TimeSpan.FromHours(23));
        await FireAsync();

        Assert.Equal([(1, StepState.Overtaken), (2, StepState.Open)], (await StepsAsync(sent)).Select(step => (step.Round, step.State)));
    }

    [Fact]
    public async Task RequestOfAnOlderProgram_GetsItsTimers()
    {
        var sent = await SendAsync("us-tida");
        var before = await TimersAsync(sent);
        await using (var database = fixture.Database.Open())
        {
            await database.Set<RequestTimer>().Where(timer => timer.RequestId == sent.RequestId).ExecuteDeleteAsync(Cancel);
        }

        await program.UseAsync<CatchUpTimers>(catchUp => catchUp.AddMissingAsync(Cancel));

        Assert.Equal(before, await TimersAsync(sent));
    }

    [Fact]
    public async Task Refresh_Twice_ChangesNothing()
    {
        var sent = await SendAsync("us-tida");
        await AnswerAsync(sent, "asks_for_more");
        var (timers, events) = (await TimersAsync(sent), await EventsAsync(sent));

        await RefreshAsync(program, sent);
        await RefreshAsync(program, sent);

        Assert.Equal(timers, await TimersAsync(sent));
        Assert.Equal(events, await EventsAsync(sent));
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await relay.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task<SeededNotice> SendAsync(string regime)
    {
        // Tests count what fires: nothing of another one may be due.
        await using (var database = fixture.Database.Open())
        {
            await database.Set<RequestTimer>().ExecuteDeleteAsync(Cancel);
        }

        var notice = await seed.AddNoticeAsync(Cancel, regime: regime);
        await program.SendAsync(Cancel);
        return notice;
    }

    private Task<int> FireAsync() => program.UseAsync<FireTimers, int>(async fire => (await fire.RunAsync(Cancel)).Fired);

    private static Task RefreshAsync(OutboxWorker worker, SeededNotice sent) =>
        worker.UseAsync<RequestChange>(change => change.RunAsync(sent.RequestId, _ => Task.CompletedTask, Cancel));

    private Task AnswerAsync(SeededNotice sent, string kind) => MoveAsync(sent, request => request.RecordAnswer(kind, time.GetUtcNow()));

    private Task MoveAsync(SeededNotice sent, Action<TakedownRequest> move) => program.UseAsync<RequestChange>(change => change.RunAsync(
        sent.RequestId,
        request =>
        {
            move(request);
            return Task.CompletedTask;
        },
        Cancel));

    private Task HoldAsync(SeededNotice sent) => MoveAsync(sent, request => request.Hold());

    private async Task ObserveAsync(SeededNotice sent, TargetState seen, DateTimeOffset at)
    {
        await using var database = fixture.Database.Open();
        (await database.Set<Target>().SingleAsync(row => row.Id == sent.TargetId, Cancel)).Observe(seen, at);
        await database.SaveChangesAsync(Cancel);
    }

    private async Task<List<(TimerKind Kind, TimerState State, DateTimeOffset DueAt)>> TimersAsync(SeededNotice sent)
    {
        await using var database = fixture.Database.Open();
        return
        [
            .. (await database.Set<RequestTimer>().AsNoTracking().Where(timer => timer.RequestId == sent.RequestId).ToListAsync(Cancel))
                .OrderBy(timer => timer.Kind).ThenBy(timer => timer.Round).Select(timer => (timer.Kind, timer.State, timer.DueAt)),
        ];
    }

    private async Task<List<Escalation>> StepsAsync(SeededNotice sent)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<Escalation>().AsNoTracking().Where(step => step.RequestId == sent.RequestId).OrderBy(step => step.OpenedAt).ToListAsync(Cancel);
    }

    private async Task<List<string>> EventsAsync(SeededNotice sent)
    {
        await using var database = fixture.Database.Open();
        return await database.Set<AuditEvent>().Where(row => row.ChainId == sent.CaseId).OrderBy(row => row.Sequence).Select(row => row.Type).ToListAsync(Cancel);
    }

    private async Task<List<JsonElement>> DataAsync(SeededNotice sent, string type)
    {
        await using var database = fixture.Database.Open();
        var data = await database.Set<AuditEvent>().Where(row => row.ChainId == sent.CaseId && row.Type == type).Select(row => row.Data).ToListAsync(Cancel);
        return [.. data.Select(json => JsonDocument.Parse(json).RootElement)];
    }
}
