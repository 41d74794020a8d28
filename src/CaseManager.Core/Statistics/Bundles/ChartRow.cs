namespace CaseManager.Core.Statistics.Bundles;

/// <summary>A row of a table as a chart says it.</summary>
/// <param name="Row">The cell itself.</param>
/// <param name="Group">What it stands under together with its neighbours, or empty.</param>
/// <param name="Label">What its bar is called.</param>
internal sealed record ChartRow(ReleaseRow Row, string Group, string Label)
{
    /// <summary>Every row in its order. The last dimension labels a bar, those before it group the bars; the period does neither where there is one only.</summary>
    public static IReadOnlyList<ChartRow> Of(ReleaseTable table)
    {
        var periods = table.Rows.Select(row => row.Period).Distinct().Count();
        return [.. table.Rows.Select(row => Of(table, row, withPeriod: periods > 1 || table.Dimensions.Count == 0))];
    }

    /// <summary>Its number in words, without the margin.</summary>
    public string Number => Row.Value is { } value ? PlainWords.OfNumber(value) : "not shown";

    private static ChartRow Of(ReleaseTable table, ReleaseRow row, bool withPeriod)
    {
        var codes = table.Dimensions.Zip(row.Codes, PlainWords.OfCode);
        List<string> words = withPeriod ? [PlainWords.OfPeriod(row.Period), .. codes] : [.. codes];
        return new(row, string.Join(", ", words.SkipLast(1)), words[^1]);
    }
}
