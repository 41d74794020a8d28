using CaseManager.Core.Takedowns.Sending;

namespace CaseManager.Core.Tests.Takedowns;

public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 15)]
    [InlineData(4, 60)]
    [InlineData(5, 240)]
    [InlineData(50, 240)]
    public void Wait_IsTheScheduleAFifthLessOrMore(int attempts, int minutes)
    {
        Assert.Equal(TimeSpan.FromMinutes(minutes), RetrySchedule.Wait(attempts, 0));
        Assert.Equal(TimeSpan.FromMinutes(minutes * 0.8), RetrySchedule.Wait(attempts, -1));
        Assert.Equal(TimeSpan.FromMinutes(minutes * 1.2), RetrySchedule.Wait(attempts, 1));
    }
}
