namespace CaseManager.Core.Statistics.Bundles;

/// <summary>A table as a chart (SVG): one horizontal bar for each cell with its margin as an error bar, and the number beside it.</summary>
/// <remarks>Plain shapes and texts in whole units, without script, style sheet, reference or anything a content security policy stops. It is no wider
/// than it has to be for text of 12 pixels on a screen of 320, and shrinks with its window.</remarks>
public static class ChartFile
{
    private const int LeftEdge = ChartPen.Margin;
    private const int Inner = ChartPen.Width - (2 * ChartPen.Margin);
    private const int LabelAtMost = 150;
    private const int ShortestBar = 20;
    private const int BarHeight = 16;
    private const int Gap = 8;
    private const int CapHeight = 8;
    private const int SampleWidth = 40;

    /// <summary>Writes the whole file.</summary>
    /// <param name="table">With one row or more.</param>
    /// <param name="threshold">The smallest value that is shown.</param>
    public static string Write(ReleaseTable table, long threshold)
    {
        var rows = ChartRow.Of(table);
        var margin = ChartWords.CommonMargin(table);
        var numbers = rows.Select(row => NumberBeside(row, margin)).ToList();

        var labelWidth = Math.Min(LabelAtMost, rows.Max(row => ChartText.WidthOf(row.Label, ChartPen.TextSize)));
        var numberWidth = rows.Zip(numbers).Where(one => one.First.Row.Value is not null)
            .Select(one => ChartText.WidthOf(one.Second, ChartPen.TextSize)).Append(0).Max();
        var barsFrom = LeftEdge + labelWidth + Gap;
        var scale = ChartScale.Of(table.Rows, threshold, Math.Max(ShortestBar, Inner - labelWidth - numberWidth - (2 * Gap)));

        var pen = new ChartPen();
        pen.Heading(table.Title);
        pen.Paragraph(ChartWords.Periods(table));
        pen.MoveDown(Gap);
        var group = "";
        foreach (var (row, number) in rows.Zip(numbers))
        {
            if (row.Group != group)
            {
                pen.GroupHeading(group = row.Group);
            }

            Draw(pen, row, number, labelWidth, barsFrom, scale, threshold);
        }

        Explain(pen, table, threshold, margin);
        return pen.Finish($"{table.Name}-{table.Rows[0].Period}", ChartWords.Title(table), ChartWords.Description(rows, threshold));
    }

    private static void Draw(ChartPen pen, ChartRow row, string number, int labelWidth, int barsFrom, ChartScale scale, long threshold)
    {
        var lines = ChartText.Wrap(row.Label, ChartPen.TextSize, labelWidth);
        var top = pen.Y;
        pen.BeginRow(row.Row);
        for (var line = 0; line < lines.Count; line++)
        {
            pen.Text(LeftEdge, ChartPen.BaselineOf(top, line), lines[line]);
        }

        var end = row.Row.Value is { } value
            ? Bar(pen, row.Row.Status, barsFrom, top + 2, scale.At(value), scale.At(value - row.Row.Margin90), scale.At(value + row.Row.Margin90))
            : Stub(pen, barsFrom, top + 2, scale.At(threshold));
        pen.Text(end + Gap, ChartPen.BaselineOf(top, 0), number);
        pen.EndRow();
        pen.MoveDown((lines.Count * ChartPen.LineHeight) + Gap);
    }

    /// <summary>Draws a bar and its error bar, and answers where they end.</summary>
    private static int Bar(ChartPen pen, string status, int x, int y, int width, int least, int most)
    {
        pen.Rectangle(x, y, Math.Max(width, 1), BarHeight, status == CellStatus.Imprecise ? ChartPen.Paper : ChartPen.Bar);
        pen.ErrorBar(x + least, x + most, y + (BarHeight / 2), CapHeight);
        return x + most;
    }

    private static int Stub(ChartPen pen, int x, int y, int width)
    {
        var seen = Math.Max(width, BarHeight);
        pen.Hatched(x, y, seen, BarHeight);
        return x + seen;
    }

    /// <summary>Says below the bars what their looks mean, each where it occurs.</summary>
    private static void Explain(ChartPen pen, ReleaseTable table, long threshold, long? margin)
    {
        pen.MoveDown(Gap);
        if (table.Rows.Any(row => row.Value is not null))
        {
            Explain(pen, y => Bar(pen, CellStatus.Ok, LeftEdge, y, SampleWidth - 12, SampleWidth - 24, SampleWidth), ChartWords.AboutMargin(margin));
        }

        if (table.Rows.Any(row => row.Status == CellStatus.Imprecise))
        {
            Explain(pen, y => Bar(pen, CellStatus.Imprecise, LeftEdge, y, SampleWidth - 12, SampleWidth - 24, SampleWidth), ChartWords.AboutImprecise);
        }

        if (table.Rows.Any(row => row.Value is null))
        {
            Explain(pen, y => Stub(pen, LeftEdge, y, SampleWidth), ChartWords.AboutHidden(threshold));
        }
    }

    private static void Explain(ChartPen pen, Action<int> sample, string words)
    {
        sample(pen.Y + 2);
        pen.Paragraph(words, SampleWidth + Gap);
    }

    private static string NumberBeside(ChartRow row, long? margin) => row.Row.Value is null || margin is not null
        ? row.Number
        : $"{row.Number} ± {PlainWords.OfNumber(row.Row.Margin90)}";
}
