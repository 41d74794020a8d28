using CaseManager.Core.Statistics.Bundles;

namespace CaseManager.Core.Tests.Statistics.Bundles;

public sealed class PlainSummaryTests
{
    [Theory]
    [InlineData(1_243, 9, 1_240)]
    [InlineData(1_243, 17, 1_240)]
    [InlineData(1_243, 18, 1_240)]
    [InlineData(1_243, 30, 1_250)]
    [InlineData(1_275, 30, 1_300)]
    [InlineData(1_243, 5, 1_240)]
    [InlineData(1_243, 4, 1_245)]
    [InlineData(21, 9, 20)]
    [InlineData(7, 0, 7)]
    public void Round_ClaimsNoDigitThatTheMarginHides(long value, long margin, long about) => Assert.Equal(about, PlainSummary.Round(value, margin));
}
