using CaseManager.Core.Statistics.Bundles;
using CaseManager.Core.Statistics.Catalogue;

namespace CaseManager.Core.Tests.Statistics.Bundles;

/// <summary>Tables with every status, made up from a cell's place alone.</summary>
internal static class SampleTables
{
    public const long Threshold = 20;
    private const long Margin90 = 9;

    /// <summary>The eight families of a year with four quarters, and the totals.</summary>
    public static IReadOnlyList<ReleaseTable> Year { get; } = [.. FixedCatalogue.Families.Select(Of), Totals];

    public static ReleaseTable Totals => new(
        "totals", null, "Totals", ["side"], [new("2025", ["intake"], 1240, CellStatus.Ok, 4), new("2025", ["closed"], 811, CellStatus.Ok, 6)]);

    /// <summary>Codes that a spreadsheet, a parser or a screen could take for something else.</summary>
    public static ReleaseTable Hostile { get; } = new(
        "hostile",
        null,
        "Texts & \"signs\" <b>",
        ["platform"],
        [.. HostileCodes.Select((code, place) => new ReleaseRow("2025", [code], place + Threshold, CellStatus.Imprecise, Margin90))]);

    public static IReadOnlyList<string> HostileCodes =>
    [
        "=1+1", "@x", "+x", "-x", "\tx", "\rx", "a\"b", "\"", "a,b", "a\nb", "a\r\nb", " a ", "مرحبا", "שלום x", "👩‍👩‍👧", "<g>&amp;", "_x000D_", "_x005F_x", "",
    ];

    /// <summary>A table with so many rows, each of another period.</summary>
    public static ReleaseTable Long(int rows) => new(
        "intake_by_period",
        "I1",
        "Reports taken in, by period",
        [],
        [.. Enumerable.Range(0, rows).Select(row => Row($"{1990 + (row / 12):D4}-{(row % 12) + 1:D2}", [], row))]);

    private static ReleaseTable Of(Family family)
    {
        string[] periods = family == FixedCatalogue.IntakeByPeriod ? ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"] : ["2025"];
        var cells = periods.SelectMany(_ => family.Cells(["GB", "IE", "GS"]), (period, cell) => (period, cell));
        return new(
            family.Table,
            family.Code,
            family.Title,
            family.Dimensions,
            [.. cells.Select((at, place) => Row(at.period, at.cell.Length == 0 ? [] : at.cell.Split('/'), place))]);
    }

    private static ReleaseRow Row(string period, IReadOnlyList<string> codes, int place)
    {
        var value = (place * 37 % 11 * 12) + (place == 3 ? 1_234_567 : 0);
        var status = CellStatus.Of(value, Threshold, Margin90);
        return new(period, codes, status == CellStatus.BelowThreshold ? null : value, status, Margin90);
    }
}
