using System.Text.Json;
using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Codes;
using CsCheck;

namespace CaseManager.Core.Tests.Statistics.Bundles;

public sealed class PlainSummaryTests
{
    private const int Threshold = 20;
    private const int Margin = 9;

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

    /// <param name="cells">From up to 2 hours to more than 30 days; what is missing is under the threshold: there it may be anything up to 29.</param>
    [Theory]
    [InlineData("154", "up_to_2h")] // at least 145, and at most five times 29 later
    [InlineData("153", null)]
    [InlineData("- 155 50", "up_to_24h")] // at least 146, and at most 59 and three times 29 later
    [InlineData("- 154 50", null)]
    [InlineData("- 100 148", "up_to_48h")] // at most 29 and 109 before, and at least 139 here
    [InlineData("- 100 147", null)]
    [InlineData("- - - - - 155", "over_30d")]
    [InlineData("- - - - - 154", null)]
    [InlineData("400 20 20 20 20 20", "up_to_2h")]
    [InlineData("300 300 300 300 300 300", null)]
    [InlineData("", null)]
    public void RemovedWithin_IsABandOnlyWhereTheMarginsLeaveNoOther(string cells, string? band)
    {
        long?[] shown = [.. cells.Split(' ').Select(cell => long.TryParse(cell, out var value) ? value : (long?)null)];

        Assert.Equal(band, RemovedWithin([.. shown, .. new long?[6 - shown.Length]], Margin));
    }

    [Theory]
    [InlineData(new long[] { 0, 50, 50, 0, 0, 0 }, "up_to_24h")] // exactly half is gone
    [InlineData(new long[] { 0, 49, 51, 0, 0, 0 }, "up_to_48h")]
    [InlineData(new long[] { 1, 0, 0, 0, 0, 0 }, "up_to_2h")]
    [InlineData(new long[] { 0, 0, 0, 1, 0, 1 }, "up_to_7d")]
    public void RemovedWithin_OfExactNumbers_IsTheMedian(long[] cells, string band) => Assert.Equal(band, RemovedWithin([.. cells.Select(cell => (long?)cell)], 0));

    [Fact]
    public void RemovedWithin_WhateverWasCountedWithinTheMargins_HoldsTheMedian() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[-Margin, Margin]).Array[6].Sample(cells =>
        {
            var told = RemovedWithin([.. cells.Select(cell => cell.Item1 + cell.Item2 is var drawn && drawn >= Threshold ? (long?)drawn : null)], Margin);
            if (told is null)
            {
                return true;
            }

            var place = CodeLists.RemovalTime.NumberOf(told)!.Value - 1;
            var (before, here, after) = (cells[..place].Sum(cell => cell.Item1), cells[place].Item1, cells[(place + 1)..].Sum(cell => cell.Item1));
            return before < here + after && before + here >= after;
        });

    // Whatever is still there was not removed: it moves no median, however much it is.
    private static string? RemovedWithin(IReadOnlyList<long?> cells, long margin)
    {
        var rows = CodeLists.RemovalTime.Codes.Select((code, place) =>
        {
            var value = place < cells.Count ? cells[place] : 10_000;
            return new { period = "2025", time_to_removal_band = code.Name, value, status = value is null ? CellStatus.BelowThreshold : CellStatus.Ok, margin90 = margin };
        });
        var figures = new
        {
            organisation = "Example Help",
            period = "2025",
            privacy = new { epsilonTotal = "2", threshold = Threshold, margin90 = margin },
            tables = new[] { new { name = "closed_by_removal_time", family = "C2", dimensions = new[] { CodeLists.RemovalTime.Name }, rows } },
        };
        return PlainSummary.Of(BundleContent.Read(StoredZip.Write([("stats.json", JsonSerializer.SerializeToUtf8Bytes(figures))]))).RemovedWithin;
    }
}
