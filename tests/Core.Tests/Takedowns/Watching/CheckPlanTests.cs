using CaseManager.Core.Takedowns.Watching;

namespace CaseManager.Core.Tests.Takedowns.Watching;

public sealed class CheckPlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Next_UntilGone_FollowsTheCadenceOfAYear()
    {
        var offsets = Walk(NewWatch(WatchPlan.UntilGone));

        Assert.Equal([1, 6, 24, 48], offsets.Take(4));
        Assert.Equal(Enumerable.Range(3, 12).Select(day => day * 24.0), offsets.Skip(4).Take(12));
        Assert.Equal(Enumerable.Range(3, 10).Select(week => week * 7 * 24.0), offsets.Skip(16).Take(10));
        Assert.Equal([120 * 24, 150 * 24, 180 * 24, 210 * 24, 240 * 24, 270 * 24, 300 * 24, 330 * 24, 360 * 24, 365 * 24], offsets.Skip(26));
    }

    [Fact]
    public void Next_StaysGone_IsDays1And3And7And30And90ThenMonthly() =>
        Assert.Equal(
            [1, 3, 7, 30, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360, 365], Walk(NewWatch(WatchPlan.StaysGone)).Select(hours => hours / 24));

    [Fact]
    public void Next_AfterAYear_IsOver() => Assert.Null(CheckPlan.Next(NewWatch(WatchPlan.UntilGone), Start.AddDays(365)));

    [Fact]
    public void Next_FormRecordedDaysLater_SkipsWhatIsPast() =>
        Assert.Equal(Start.AddDays(6), CheckPlan.Next(NewWatch(WatchPlan.UntilGone), Start.AddDays(5.5)));

    [Fact]
    public void Next_AfterAFirstMiss_LetsThreeComeWithinHours()
    {
        var watch = NewWatch(WatchPlan.UntilGone);
        var at = Start.AddDays(20);
        var seen = new List<double>();
        while (!watch.IsMissedEnough)
        {
            watch.Count(Look(Verdict.Missing, at));
            seen.Add((at - Start.AddDays(20)).TotalHours);
            at = CheckPlan.Next(watch, at)!.Value;
        }

        Assert.Equal([0, 3, 6], seen);
        Assert.Equal(Start.AddDays(21), at);
    }

    [Fact]
    public void Next_PlatformSaysRemoved_IsOneAndSixHoursLater()
    {
        var watch = NewWatch(WatchPlan.UntilGone);
        watch.SaidRemovedAt = Start.AddDays(30);

        Assert.Equal(Start.AddDays(30).AddHours(1), CheckPlan.Next(watch, Start.AddDays(30)));
        Assert.Equal(Start.AddDays(30).AddHours(6), CheckPlan.Next(watch, Start.AddDays(30).AddHours(1)));
        Assert.Equal(Start.AddDays(35), CheckPlan.Next(watch, Start.AddDays(30).AddHours(6)));
    }

    [Fact]
    public void Next_Unreadable_IsTriedAgainAFewTimesOnly()
    {
        var watch = NewWatch(WatchPlan.UntilGone);
        var at = Start.AddDays(200);
        var waits = new List<double>();
        for (var look = 0; look < 4; look++)
        {
            watch.Count(Look(Verdict.Unreadable, at));
            var next = CheckPlan.Next(watch, at)!.Value;
            waits.Add((next - at).TotalHours);
            at = next;
        }

        Assert.Equal([1, 6, 24], waits.Take(3));
        Assert.Equal(Start.AddDays(210), at);
    }

    [Fact]
    public void Next_NoProgramCanSeeIt_IsNever()
    {
        var watch = NewWatch(WatchPlan.UntilGone);
        watch.Count(Look(Verdict.NotCheckable, Start.AddHours(1)));

        Assert.Null(CheckPlan.Next(watch, Start.AddHours(1)));
    }

    [Fact]
    public void Next_AcrossDaylightSaving_CountsElapsedTime()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var start = TimeZoneInfo.ConvertTime(Start, berlin);
        var watch = new TargetWatch { TargetId = Guid.Empty, Plan = WatchPlan.UntilGone, PlanStartedAt = start };

        Assert.Equal(Start.AddHours(24), CheckPlan.Next(watch, Start.AddHours(7)));
    }

    private static List<double> Walk(TargetWatch watch)
    {
        var offsets = new List<double>();
        for (var at = Start; CheckPlan.Next(watch, at) is { } next; at = next)
        {
            offsets.Add((next - Start).TotalHours);
        }

        return offsets;
    }

    private static TargetWatch NewWatch(WatchPlan plan) => new() { TargetId = Guid.Empty, Plan = plan, PlanStartedAt = Start };

    private static Observation Look(Verdict verdict, DateTimeOffset at) => Looks.Of(verdict, at);
}
