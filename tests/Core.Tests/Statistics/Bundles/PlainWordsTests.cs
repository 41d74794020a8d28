using CaseManager.Core.Statistics.Bundles;

namespace CaseManager.Core.Tests.Statistics.Bundles;

public sealed class PlainWordsTests
{
    [Theory]
    [InlineData("2025-07", "July 2025")]
    [InlineData("2025-Q3", "July to September 2025")]
    [InlineData("2025", "2025")]
    [InlineData("2023-2025", "2023 to 2025")]
    [InlineData("once", "once")]
    public void OfPeriod_EveryLength_IsSaidInWords(string period, string words) => Assert.Equal(words, PlainWords.OfPeriod(period));

    [Theory]
    [InlineData("2025-Q1", "2025-Q4", "2025")]
    [InlineData("2025-01", "2025-06", "January to June 2025")]
    [InlineData("2024-11", "2025-02", "November 2024 to February 2025")]
    public void OfPeriods_Several_IsTheTimeFromTheFirstToTheLast(string first, string last, string words) =>
        Assert.Equal(words, PlainWords.OfPeriods(first, last));

    [Theory]
    [InlineData("country", "GB", "United Kingdom")]
    [InlineData("side", "closed", "Cases closed")]
    [InlineData("age_band", "55_plus", "55 or older")]
    [InlineData("age_band", "130_plus", "130_plus")]
    [InlineData("colour", "red", "red")]
    public void OfCode_KnownOrNot_IsItsLabelOrItself(string dimension, string code, string words) => Assert.Equal(words, PlainWords.OfCode(dimension, code));

    [Theory]
    [InlineData(999, "999")]
    [InlineData(1_234_567, "1\u2009234\u2009567")]
    public void OfNumber_Thousands_AreSetApartByThinSpaces(long number, string words) => Assert.Equal(words, PlainWords.OfNumber(number));
}
