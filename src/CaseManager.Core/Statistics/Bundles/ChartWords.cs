namespace CaseManager.Core.Statistics.Bundles;

/// <summary>What a chart says in sentences, on the page and to a screen reader.</summary>
internal static class ChartWords
{
    /// <summary>Beside an outlined bar.</summary>
    public const string AboutImprecise = "White bar: less than four times its margin. Say it with care.";

    /// <summary>The margin of every value, or <see langword="null"/> where they differ.</summary>
    public static long? CommonMargin(ReleaseTable table) =>
        table.Rows.Where(row => row.Value is not null).Select(row => row.Margin90).Distinct().ToList() is [var one] ? one : null;

    /// <summary>All the time it is about.</summary>
    public static string Periods(ReleaseTable table) => PlainWords.OfPeriods(table.Rows[0].Period, table.Rows[^1].Period);

    /// <summary>Name of the chart.</summary>
    public static string Title(ReleaseTable table) => $"{table.Title}: {Periods(table)}";

    /// <summary>Every bar in words, one a line.</summary>
    public static string Description(IReadOnlyList<ChartRow> rows, long threshold) => string.Join('\n', rows.Select(row => Sentence(row, threshold)));

    public static string AboutMargin(long? margin) => margin is { } one
        ? $"Line on a bar: nine times out of ten the true number is within {PlainWords.OfNumber(one)} of the one shown."
        : "Line on a bar: nine times out of ten the true number is within it.";

    public static string AboutHidden(long threshold) => $"Striped: the number came out under {PlainWords.OfNumber(threshold)} and is kept nowhere.";

    // Without spaces between thousands: some readers would say two numbers.
    private static string Sentence(ChartRow row, long threshold)
    {
        var name = row.Group.Length == 0 ? row.Label : $"{row.Group}, {row.Label}";
        return row.Row switch
        {
            { Value: null } => Say($"{name}: not shown, it came out under {threshold}."),
            { Status: CellStatus.Imprecise } => Say($"{name}: {row.Row.Value}, plus or minus {row.Row.Margin90}, imprecise."),
            _ => Say($"{name}: {row.Row.Value}, plus or minus {row.Row.Margin90}."),
        };
    }

    private static string Say(FormattableString sentence) => FormattableString.Invariant(sentence);
}
