using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using CsCheck;

namespace CaseManager.Core.Tests.Takedowns.Sending;

public sealed class SendingLimitsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly SendingLimits Limits = new(3, TimeSpan.FromMinutes(10), TimeSpan.Zero);

    [Fact]
    public void NextSlot_NothingTaken_IsNow() => Assert.Equal((Noon, null), Limits.NextSlot([], Noon));

    [Fact]
    public void NextSlot_OneAMomentAgo_IsAGapAfterIt() =>
        Assert.Equal((Noon.AddMinutes(9), NoticeReasons.ContactGap), Limits.NextSlot([Noon.AddMinutes(-1)], Noon));

    [Fact]
    public void NextSlot_DayIsFull_IsTwentyFourHoursAfterTheFirst() =>
        Assert.Equal(
            (Noon.AddHours(19), NoticeReasons.ContactCap),
            Limits.NextSlot([Noon.AddHours(-5), Noon.AddHours(-4), Noon.AddHours(-3)], Noon));

    [Fact]
    public void NextSlot_NoLimits_IsNow() => Assert.Equal((Noon, null), SendingLimits.None.NextSlot([Noon, Noon], Noon));

    /// <summary>However notices come in, none goes before its gap is over and no 24 hours hold more than the cap.</summary>
    [Fact]
    public void NextSlot_AnyArrivals_KeepsGapAndCap() =>
        Gen.Int[0, 400].Array[1, 60].Sample(minutes =>
        {
            var taken = new List<DateTimeOffset>();
            foreach (var minute in minutes.Order())
            {
                var now = Noon.AddMinutes(minute);
                taken.Add(Limits.NextSlot([.. taken.Where(at => at > now - SendingLimits.Day)], now).At);
            }

            Assert.All(taken.Zip(taken.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Limits.Gap));
            Assert.All(taken.Zip(taken.Skip(Limits.DailyCap)), pair => Assert.True(pair.Second - pair.First >= SendingLimits.Day));
        });
}
