using CaseManager.Core.Takedowns;

namespace CaseManager.Core.Tests.Takedowns;

public sealed class MovesTests
{
    [Theory]
    [InlineData(typeof(NoticeState), "Sealed", "Queued AwaitingOperator Cancelled Superseded")]
    [InlineData(typeof(NoticeState), "Queued", "Transmitting Deferred DeadLetter Cancelled Superseded")]
    [InlineData(typeof(NoticeState), "Transmitting", "Accepted Deferred OutcomeUnknown DeadLetter")]
    [InlineData(typeof(NoticeState), "Deferred", "Transmitting DeadLetter Cancelled Superseded")]
    [InlineData(typeof(NoticeState), "OutcomeUnknown", "Accepted Queued Bounced DeadLetter")]
    [InlineData(typeof(NoticeState), "Accepted", "Bounced")]
    [InlineData(typeof(NoticeState), "DeadLetter", "Queued Cancelled Superseded")]
    [InlineData(typeof(NoticeState), "AwaitingOperator", "SubmittedByOperator Abandoned Cancelled Superseded")]
    [InlineData(typeof(NoticeState), "Bounced", "")]
    [InlineData(typeof(NoticeState), "Cancelled", "")]
    [InlineData(typeof(NoticeState), "Superseded", "")]
    [InlineData(typeof(NoticeState), "SubmittedByOperator", "")]
    [InlineData(typeof(NoticeState), "Abandoned", "")]
    [InlineData(typeof(RequestState), "Draft", "InReview Active OnHold Closed")]
    [InlineData(typeof(RequestState), "InReview", "Draft Active OnHold Closed")]
    [InlineData(typeof(RequestState), "Active", "InReview OnHold Watching Closed")]
    [InlineData(typeof(RequestState), "OnHold", "InReview Active Watching Closed")]
    [InlineData(typeof(RequestState), "Watching", "Active OnHold Closed")]
    [InlineData(typeof(RequestState), "Closed", "")]
    [InlineData(typeof(TargetState), "Unverified", "Live Withheld SuspectedGone NotCheckable")]
    [InlineData(typeof(TargetState), "Live", "Withheld SuspectedGone NotCheckable")]
    [InlineData(typeof(TargetState), "Withheld", "Live SuspectedGone NotCheckable")]
    [InlineData(typeof(TargetState), "SuspectedGone", "Live Withheld Gone NotCheckable")]
    [InlineData(typeof(TargetState), "Gone", "Reappeared")]
    [InlineData(typeof(TargetState), "Reappeared", "Live Withheld SuspectedGone NotCheckable")]
    [InlineData(typeof(TargetState), "NotCheckable", "Live Withheld SuspectedGone")]
    public void Table_EveryPair_IsAllowedOrThrows(Type machine, string from, string allowed)
    {
        var expected = allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        foreach (var to in Enum.GetNames(machine))
        {
            Assert.Equal((from, to, expected.Contains(to)), (from, to, Moves(machine, from, to)));
        }
    }

    [Fact]
    public void Table_StateWithoutARow_IsNoTable() =>
        Assert.Throws<ArgumentException>(() => new StateTable<RequestState>(new Dictionary<RequestState, RequestState[]> { [RequestState.Draft] = [] }));

    [Fact]
    public void ObserveGone_BySamePersonTwice_StaysSuspected()
    {
        var (target, staff, now) = (NewTarget(), RandomId.New(), DateTimeOffset.UnixEpoch);

        target.ObserveGone(staff, now);
        target.ObserveGone(staff, now);

        Assert.Equal(TargetState.SuspectedGone, target.State);
    }

    [Fact]
    public void ObserveGone_BySecondPerson_IsGone()
    {
        var (target, now) = (NewTarget(), DateTimeOffset.UnixEpoch);

        target.ObserveGone(RandomId.New(), now);
        target.ObserveGone(RandomId.New(), now);

        Assert.Equal(TargetState.Gone, target.State);
    }

    [Fact]
    public void ObserveGone_SeenLiveBetween_CountsAnew()
    {
        var (target, now) = (NewTarget(), DateTimeOffset.UnixEpoch);

        target.ObserveGone(RandomId.New(), now);
        target.Observe(TargetState.Live, now);
        target.ObserveGone(RandomId.New(), now);

        Assert.Equal(TargetState.SuspectedGone, target.State);
    }

    [Fact]
    public void StartClock_LaterRoute_DoesNotMoveIt()
    {
        var request = new TakedownRequest
        {
            Id = RandomId.New(),
            CaseId = RandomId.New(),
            TargetId = RandomId.New(),
            Recipient = "platform:telegram",
            RegimeId = "us-tida",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var first = DateTimeOffset.UnixEpoch.AddHours(2);

        Assert.True(request.StartClock(first, first.AddHours(48), null));
        Assert.False(request.StartClock(first.AddHours(1), first.AddHours(49), null));
        Assert.True(request.StartClock(first.AddHours(-1), first.AddHours(47), null));

        Assert.Equal(first.AddHours(-1), request.ClockStartedAt);
    }

    private static bool Moves(Type machine, string from, string to)
    {
        try
        {
            return machine == typeof(NoticeState) ? Move(NoticeMoves.Table, from, to)
                : machine == typeof(RequestState) ? Move(RequestMoves.Table, from, to)
                : Move(TargetMoves.Table, from, to);
        }
        catch (WrongMoveException)
        {
            return false;
        }
    }

    private static bool Move<TState>(StateTable<TState> table, string from, string to)
        where TState : struct, Enum => table.Move(Enum.Parse<TState>(from), Enum.Parse<TState>(to)).ToString() == to;

    private static Target NewTarget() => new()
    {
        Id = RandomId.New(),
        Lookup = new byte[32],
        TableVersion = 1,
        KeySealed = [],
        UrlSealed = [],
    };
}
