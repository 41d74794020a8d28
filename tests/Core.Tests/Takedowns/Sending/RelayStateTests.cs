using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;

namespace CaseManager.Core.Tests.Takedowns.Sending;

public sealed class RelayStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(NoticeReasons.RelayRefusedUs)]
    [InlineData(NoticeReasons.RefusedByPolicy)]
    public void Fail_RefusedByTheRelay_OpensAtOnce(string reason)
    {
        var state = new RelayState { Relay = "relay.example:587" };

        state.Fail(reason, Now);

        Assert.Equal(Now.AddMinutes(15), state.OpenUntil);
    }

    [Fact]
    public void Fail_Unreachable_OpensAfterAFewAndLongerEachTime()
    {
        var state = new RelayState { Relay = "relay.example:587" };
        var pauses = new List<double?>();
        for (var failure = 0; failure < 9; failure++)
        {
            state.Fail(NoticeReasons.RelayUnreachable, Now);
            pauses.Add((state.OpenUntil - Now)?.TotalMinutes);
        }

        Assert.Equal([null, null, 1, 2, 4, 8, 15, 15, 15], pauses);
        Assert.Equal(Now, state.FailedSince);
    }

    [Fact]
    public void Succeed_AfterFailures_IsAsIfNothingHadBeen()
    {
        var state = new RelayState { Relay = "relay.example:587" };
        state.Fail(NoticeReasons.RelayRefusedUs, Now);

        state.Succeed();

        Assert.True(state.IsWell);
        Assert.Equal((null, null, null, 0), (state.OpenUntil, state.FailedSince, state.Reason, state.Openings));
    }
}
