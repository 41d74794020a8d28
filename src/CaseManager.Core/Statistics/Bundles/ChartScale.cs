namespace CaseManager.Core.Statistics.Bundles;

/// <summary>How long a number is drawn: whole units, all bars of a chart alike, from zero.</summary>
/// <param name="Most">The number that fills the width.</param>
/// <param name="Width">In units of the chart.</param>
internal sealed record ChartScale(long Most, int Width)
{
    // What is hidden says little, and takes a quarter of the width at most.
    private const int HiddenShare = 4;

    /// <summary>Scale on which every bar with its margin, and the room of what is hidden, has its place.</summary>
    public static ChartScale Of(IReadOnlyList<ReleaseRow> rows, long threshold, int width)
    {
        var ends = rows.Select(row => row.Value is { } value ? checked(value + row.Margin90) : checked(HiddenShare * threshold));
        return new(ends.Append(1).Max(), width);
    }

    /// <summary>Units from zero, rounded to the nearest.</summary>
    public int At(long number) => (int)((((Int128)Math.Max(number, 0) * Width) + (Most / 2)) / Most);
}
