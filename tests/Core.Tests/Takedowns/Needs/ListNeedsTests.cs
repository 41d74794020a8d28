using CaseManager.Core.Cases.Absences;
using CaseManager.Core.Cases.Reminders;
using CaseManager.Core.Platforms.Records;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Needs;
using CaseManager.Core.Takedowns.Watching;
using CaseManager.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CaseManager.Core.Tests.Takedowns.Needs;

public sealed class ListNeedsTests : IClassFixture<DatabaseFixture>
{
    private static readonly DateTimeOffset start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly DatabaseFixture fixture;
    private readonly FakeTimeProvider time = new(start);
    private readonly NeedRows rows;
    private readonly Guid me = RandomId.New();

    public ListNeedsTests(DatabaseFixture fixture)
    {
        this.fixture = fixture;
        rows = new NeedRows(fixture.Database, start);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_NearestStatutoryTimeFirst_ThenWhatWaitsLongest()
    {
        var later = await rows.CaseAsync(me);
        await rows.RequestAsync(later, start.AddHours(30));
        var soon = await rows.CaseAsync(me);
        await rows.RequestAsync(soon, start.AddHours(2));
        var over = await rows.CaseAsync(me);
        await rows.RequestAsync(over, start.AddHours(-1), NoticeRoute.Mail);
        var young = await rows.CaseAsync(me, writes: start.AddHours(-1));
        var old = await rows.CaseAsync(me, writes: start.AddDays(-3));

        var found = await MineAsync(me);

        Assert.Equal(
            [(NeedKind.Overdue, over), (NeedKind.Submit, soon), (NeedKind.Submit, later), (NeedKind.Message, old), (NeedKind.Message, young)],
            found.Select(need => (need.Kind, need.CaseId)));
        Assert.All(found, need => Assert.Null(need.For));
    }

    [Fact]
    public async Task RunAsync_OwnNotice_IsNeverHersToApprove()
    {
        var caseId = await rows.CaseAsync(RandomId.New());
        await rows.RequestAsync(caseId, null, sealedBy: me, approved: false);
        var others = await rows.CaseAsync(RandomId.New());
        await rows.RequestAsync(others, null, approved: false);

        var found = (await PageAsync(me, NeedKind.Approve)).Rows;

        Assert.Contains(found, need => need.CaseId == others);
        Assert.DoesNotContain(found, need => need.CaseId == caseId);
    }

    [Fact]
    public async Task RunAsync_RestrictedToOthers_ShowsNothingOfIt()
    {
        var hers = RandomId.New();
        var caseId = await rows.CaseAsync(hers, writes: start, hers);
        await rows.RequestAsync(caseId, start.AddHours(1), approved: false);

        Assert.DoesNotContain((await PageAsync(me, null)).Rows, need => need.CaseId == caseId);
        Assert.DoesNotContain(await QueryAsync(me, [hers]), need => need.CaseId == caseId);
        Assert.Contains(await QueryAsync(hers, []), need => need.CaseId == caseId);
    }

    [Fact]
    public async Task RunAsync_Overdue_StandsOnceWhereAStepSaysWhatFollows()
    {
        var caseId = await rows.CaseAsync(me);
        var request = await rows.RequestAsync(caseId, start.AddDays(-1), NoticeRoute.Mail);
        Assert.Equal([NeedKind.Overdue], (await MineAsync(me)).Select(need => need.Kind));

        await rows.StepAsync(request);

        Assert.Equal([NeedKind.Step], (await MineAsync(me)).Select(need => need.Kind));
    }

    [Fact]
    public async Task RunAsync_Reminder_ComesUpWhenItIsDue()
    {
        var caseId = await rows.CaseAsync(me);
        var reminder = new Reminder { Id = RandomId.New(), CaseId = caseId, StaffId = me, MadeAt = start };
        reminder.Set(start.AddDays(1));
        await using (var database = fixture.Database.Open())
        {
            database.Add(reminder);
            await database.SaveChangesAsync(Cancel);
        }

        time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Empty(await MineAsync(me));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((NeedKind.Reminder, reminder.Id), Assert.Single((await MineAsync(me)).Select(need => (need.Kind, need.Id))));
    }

    [Fact]
    public async Task RunAsync_LinkNoProgramSees_ComesUpAfterThreeDaysWithoutALook()
    {
        var caseId = await rows.CaseAsync(me);
        var request = await rows.RequestAsync(caseId, start.AddDays(30), NoticeRoute.Mail);
        Assert.Empty(await MineAsync(me));

        // The clock of the request began two days before.
        time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        Assert.Equal([NeedKind.Look], (await MineAsync(me)).Select(need => need.Kind));
        Assert.Empty(await MineAsync(me, new ProbePolicy("tg:post:@ours:1", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 1)));

        await using (var database = fixture.Database.Open())
        {
            var target = await database.Set<Target>().SingleAsync(row => row.Id == request.TargetId, Cancel);
            target.Observe(TargetState.Live, time.GetUtcNow());
            await database.SaveChangesAsync(Cancel);
        }

        Assert.Empty(await MineAsync(me));
    }

    [Fact]
    public async Task RunAsync_NoticeThatReachedNobody_IsThereUntilSomebodySeesToIt()
    {
        var caseId = await rows.CaseAsync(me);
        await rows.RequestAsync(caseId, null, NoticeRoute.Mail);
        await NoticesAsync(caseId, notice => notice.Bury("gave-up"));

        Assert.Equal([NeedKind.Undelivered], (await MineAsync(me)).Select(need => need.Kind));

        await NoticesAsync(caseId, notice => notice.Cancel(NoticeReasons.ByPerson));
        Assert.Empty(await MineAsync(me));
    }

    [Fact]
    public async Task RunAsync_SomethingAnswersWhereItWasGone_IsToBeLookedAtAtOnce()
    {
        var caseId = await rows.CaseAsync(me);
        var request = await rows.RequestAsync(caseId, null, NoticeRoute.Mail);
        await using (var database = fixture.Database.Open())
        {
            await database.Set<TakedownRequest>().Where(row => row.Id == request.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.State, RequestState.Watching), Cancel);
            await database.Set<Target>().Where(row => row.Id == request.TargetId)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.State, TargetState.Gone).SetProperty(one => one.ObservedAt, time.GetUtcNow()), Cancel);
        }

        var looks = new ProbePolicy("tg:post:@ours:1", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 1);
        Assert.Empty(await MineAsync(me, looks));
        await using (var database = fixture.Database.Open())
        {
            await database.Database.ExecuteSqlAsync(
                $"""
                insert into takedowns.target_watches ("TargetId", "Plan", "PlanStartedAt", "LastRule", "Misses", "Unread")
                values ({request.TargetId}, 'StaysGone', {time.GetUtcNow()}, 'answers', 0, 0)
                """,
                Cancel);
        }

        Assert.Equal([NeedKind.Look], (await MineAsync(me, looks)).Select(need => need.Kind));
    }

    private async Task NoticesAsync(Guid caseId, Action<Notice> move)
    {
        await using var database = fixture.Database.Open();
        await database.Set<Notice>().Where(notice => notice.CaseId == caseId).ForEachAsync(move, Cancel);
        await database.SaveChangesAsync(Cancel);
    }

    [Fact]
    public async Task RunAsync_PageByPage_GivesEveryRowOnce()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < ListNeeds.PageSize + 7; i++)
        {
            // Several at one moment: the id decides, so that no row is lost between two pages.
            ids.Add(await rows.CaseAsync(me, writes: start.AddMinutes(-(i / 3))));
        }

        var first = await PageAsync(me, NeedKind.Message);
        var second = await PageAsync(me, NeedKind.Message, first.Next);

        Assert.Equal(ListNeeds.PageSize, first.Rows.Count);
        Assert.Null(second.Next);
        Assert.Equal(ids.Order(), first.Rows.Concat(second.Rows).Select(need => need.CaseId).Order());
    }

    private async Task<IReadOnlyList<Need>> MineAsync(Guid staffId, ProbePolicy? probes = null)
    {
        var page = await PageAsync(staffId, null, probes: probes);
        return [.. page.Rows.Where(need => need.Kind != NeedKind.Approve)];
    }

    private async Task<NeedPage> PageAsync(Guid staffId, NeedKind? only, NeedCursor? after = null, ProbePolicy? probes = null)
    {
        await using var database = fixture.Database.Open();
        return await List(database, probes).RunAsync(staffId, only, after, Cancel);
    }

    private async Task<IReadOnlyList<NeedRow>> QueryAsync(Guid staffId, IReadOnlyList<Guid> covered)
    {
        await using var database = fixture.Database.Open();
        return await List(database, null).Query(staffId, covered, null, null).ToListAsync(Cancel);
    }

    private ListNeeds List(CaseManagerDbContext database, ProbePolicy? probes) => new(
        database, new RecipientNames(database, new ReadDirectory(database, new DirectoryCache())), new ReadAbsences(database, time), probes ?? ProbePolicy.Off, time);
}
