using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.FollowUp;
using CaseManager.Core.Takedowns.FollowUp.Calendars;
using CaseManager.Core.Takedowns.FollowUp.Ladders;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.Core.Takedowns.FollowUp.Timers;

namespace CaseManager.Core.Tests.Takedowns.FollowUp;

public sealed class NextRungTests
{
    // A Monday.
    private static readonly DateTimeOffset start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly BusinessCalendar office = BusinessCalendar.Plain(TimeZoneInfo.Utc);
    private static readonly FollowedNotice mail = new(RandomId.New(), NoticeRoute.Mail, NoticeState.Accepted, start);
    private static readonly FollowedNotice form = new(RandomId.New(), NoticeRoute.Form, NoticeState.SubmittedByOperator, start);

    [Fact]
    public void Of_AFormAlone_GoesAnotherWayAfterTheTimeOfTheFirstRung()
    {
        var next = NextRung.Of(Facts() with { Notices = [form], HasOtherWay = true }, office, start);

        Assert.Equal(("other-way.1.1", start.AddDays(3)), (next!.Step, next.DueAt));
    }

    [Fact]
    public void Of_NoOtherWay_GoesToTheRegulator() =>
        Assert.Equal("regulator.1.1", NextRung.Of(Facts() with { Notices = [form] }, office, start)!.Step);

    [Fact]
    public void Of_NothingSuits_EndsTheLadder() =>
        Assert.Null(NextRung.Of(Facts() with { Notices = [form], HasRegulator = false }, office, start));

    [Fact]
    public void Of_ReminderThatHasNotLeft_WaitsForIt_ThenCountsFromWhenItDid()
    {
        var reminder = new FollowedNotice(RandomId.New(), NoticeRoute.Mail, NoticeState.Queued, null);
        var taken = Facts() with { Notices = [mail, reminder], HasOtherWay = true, Steps = [Taken("reminder", start.AddDays(3), reminder.Id)] };

        Assert.Null(NextRung.Of(taken, office, start.AddDays(4)));
        var next = NextRung.Of(taken with { Notices = [mail, reminder with { State = NoticeState.Accepted, LeftAt = start.AddDays(5) }] }, office, start.AddDays(5));
        Assert.Equal(("other-way.1.1", start.AddDays(8)), (next!.Step, next.DueAt));
    }

    [Fact]
    public void Of_RungByWorkingDays_WaitsOverTheWeekendAndSaysByWhichCalendar()
    {
        // A Friday noon: the second working day after is Tuesday.
        var friday = start.AddDays(4).AddHours(3);
        var next = NextRung.Of(Facts("host") with { Steps = [Taken("search", friday)] }, office, friday);

        Assert.Equal(("registrar.1.1", friday.AddDays(4), office.Version), (next!.Step, next.DueAt, next.Calendar));
    }

    [Fact]
    public void Of_CameBack_BeginsAnewWithAShorterFirstRung_CountedOnce()
    {
        var facts = Facts(watched: true) with { Target = TargetState.Reappeared, Steps = [Taken("reminder", start), Taken("regulator", start, repeat: 2)] };
        var now = start.AddDays(40);

        var next = NextRung.Of(facts, office, now);

        Assert.Equal(("reminder.2.1", now.AddDays(1)), (next!.Step, next.DueAt));
    }

    [Fact]
    public void Of_PoliceBecauseSheAsked_StandsBesideTheLadder()
    {
        var facts = Facts() with { HasOtherWay = true, Steps = [Taken("reminder", start.AddDays(3)), Taken("police", start.AddDays(4))] };

        Assert.Equal(("other-way.1.1", start.AddDays(6)), (NextRung.Of(facts, office, start)!.Step, NextRung.Of(facts, office, start)!.DueAt));
    }

    [Fact]
    public void Of_GoneOrWithoutConsentOrResting_IsNothing()
    {
        Assert.Null(NextRung.Of(Facts() with { Target = TargetState.Gone }, office, start));
        Assert.Null(NextRung.Of(Facts() with { HasConsent = false }, office, start));
        var held = Facts();
        held.Request.Hold();
        Assert.Null(NextRung.Of(held, office, start));
    }

    [Fact]
    public void Of_AnswerThatSomebodyActedOn_MovesNothingAnyMore()
    {
        var facts = Facts() with { HasOtherWay = true, Steps = [Taken("reminder", start.AddDays(3))] };
        facts.Request.RecordAnswer("refused", start.AddDays(2));

        Assert.Equal(start.AddDays(6), NextRung.Of(facts, office, start)!.DueAt);
    }

    [Fact]
    public void Of_AskedAgainAndAgain_PausesNoLongerThanAskingOnce()
    {
        var facts = Facts() with { Timers = [AnswerDue(start.AddDays(2)), AnswerDue(start.AddDays(3))] };
        facts.Request.RecordAnswer("asks_for_more", start.AddDays(3).AddHours(20));

        // Two days after the first question, not after the last.
        Assert.Equal(start.AddDays(4), NextRung.Of(facts, office, start)!.DueAt);
    }

    [Fact]
    public void Of_AskedOnceMoreAfterSomethingWasDone_PausesAnew()
    {
        var facts = Facts() with { HasOtherWay = true, Steps = [Taken("reminder", start.AddDays(3))], Timers = [AnswerDue(start.AddDays(2)), AnswerDue(start.AddDays(5))] };
        facts.Request.RecordAnswer("asks_for_more", start.AddDays(5));

        Assert.Equal(start.AddDays(7), NextRung.Of(facts, office, start)!.DueAt);
    }

    private static RequestTimer AnswerDue(DateTimeOffset answered) => new()
    {
        RequestId = RandomId.New(),
        CaseId = RandomId.New(),
        Kind = TimerKind.AnswerDue,
        Round = 1,
        CountedFrom = answered,
    };

    private static RequestFacts Facts(string ladder = "content", bool watched = false)
    {
        var request = new TakedownRequest
        {
            Id = RandomId.New(),
            CaseId = RandomId.New(),
            TargetId = RandomId.New(),
            Recipient = Recipient.OfPlatform("telegram"),
            RegimeId = "eu-dsa-16",
            CreatedAt = start,
        };
        request.Activate();
        request.StartClock(start, null, Deadlines.NoFixedTime);
        if (watched)
        {
            request.Watch();
            request.Activate();
        }

        return new RequestFacts
        {
            Request = request,
            Target = TargetState.Unverified,
            HasConsent = true,
            Ladder = LadderDirectory.Seed.All.Single(one => one.Id == ladder),
            Steps = [],
            Timers = [],
            Notices = [mail],
            HasOtherWay = false,
            HasRegulator = true,
        };
    }

    private static Escalation Taken(string rung, DateTimeOffset at, Guid? noticeId = null, int repeat = 1)
    {
        var step = new Escalation
        {
            Id = RandomId.New(),
            RequestId = RandomId.New(),
            CaseId = RandomId.New(),
            LadderVersion = 1,
            RungId = rung,
            Round = 1,
            Repeat = repeat,
        };
        step.Open(at.AddHours(-1), lookFirst: false);
        step.Take(RandomId.New(), at, noticeId, null, null);
        return step;
    }
}
