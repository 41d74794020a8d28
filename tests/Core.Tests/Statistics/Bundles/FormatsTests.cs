using System.Globalization;
using System.Xml.Linq;
using CaseManager.Core.Statistics.Bundles;
using DocumentFormat.OpenXml.Packaging;

namespace CaseManager.Core.Tests.Statistics.Bundles;

/// <summary>CSV, workbook and chart read back with other means than they were written with.</summary>
public sealed class FormatsTests
{
    private static readonly ReleaseTable[] Tables = [.. SampleTables.Year, SampleTables.Hostile];

    private static readonly string[] Marks = ["period", "codes", "value", "status", "margin90"];

    [Fact]
    public void Csv_ReadBack_HoldsEveryRowOfItsTable() =>
        Assert.All(Tables, table => Assert.Equal(Expected(table), CsvLines.Read(CsvTable.Write(table)).Skip(1).Select(Plain)));

    [Fact]
    public void Workbook_ReadBack_HoldsEveryRowOfItsTables()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(WorkbookFile.Write(Tables, [])), isEditable: false);

        var sheets = WorkbookReader.Read(document).Skip(1).ToList();

        Assert.All(Tables.Zip(sheets), pair => Assert.Equal(Expected(pair.First), pair.Second.Lines.Skip(1).Select(Plain)));
        Assert.All(Tables.Zip(sheets), pair => Assert.Equal(CsvLines.Read(CsvTable.Write(pair.First)), pair.Second.Lines));
    }

    [Fact]
    public void Chart_ReadBack_HoldsEveryRowOfItsTable() =>
        Assert.All(Tables, table => Assert.Equal(
            table.Rows.Select(row => new[] { row.Period, string.Join('/', row.Codes), Number(row.Value), row.Status, Number(row.Margin90) }),
            XDocument.Parse(ChartFile.Write(table, SampleTables.Threshold)).Descendants()
                .Where(element => element.Attribute("data-period") is not null)
                .Select(bar => Marks.Select(name => bar.Attribute($"data-{name}")!.Value).ToArray())));

    private static IEnumerable<string[]> Expected(ReleaseTable table) =>
        table.Rows.Select(row => (string[])[row.Period, .. row.Codes, Number(row.Value), row.Status, Number(row.Margin90)]);

    private static string[] Plain(string[] fields) =>
        [.. fields.Select(field => field is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..] ? field[1..] : field)];

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
