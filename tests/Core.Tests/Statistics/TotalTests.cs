using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Releases;

namespace CaseManager.Core.Tests.Statistics;

public sealed class TotalTests
{
    [Theory]
    [InlineData(100, 4, 103, 16, 101)]
    [InlineData(100, 1, 100, 1, 100)]
    [InlineData(100, 1, 101, 1, 101)]
    [InlineData(-3, 1, -4, 1, -3)]
    [InlineData(-3, 1, -6, 1, -4)]
    public void Total_IsTheWeightedMean_HalvesUp(long first, int cells, long second, int others, long value) =>
        Assert.Equal(value, Total.Of([(first, cells), (second, others)], Preset.Standard).Value);

    [Theory]
    [InlineData("strict")]
    [InlineData("standard")]
    [InlineData("detailed")]
    public void Margin_IsTheSmallestWholeNumberNotBelowTheFormula(string name)
    {
        var preset = Preset.Find(name)!;
        int[][] families = [[4, 16, 13, 1, 7], [16, 13, 29, 7], [11, 7, 42], [1]];
        Assert.All(families, cells =>
        {
            var exact = 1.645 * Math.Sqrt(2.0 * preset.Den * preset.Den / preset.Num / preset.Num / cells.Sum(one => 1.0 / one));

            Assert.Equal(Math.Ceiling(exact), Total.Of([.. cells.Select(one => (100L, one))], preset).Margin90);
        });
    }

    [Fact]
    public void Total_FarBeyondAnybody_OverflowsInsteadOfWrapping() =>
        Assert.Throws<OverflowException>(() => Total.Of([(long.MaxValue / 2, 16), (long.MaxValue / 2, 13)], Preset.Standard));
}
