using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CaseManager.Core.Tests.Statistics.Bundles;

/// <summary>Reads the sheets of a workbook as lines of texts.</summary>
internal static partial class WorkbookReader
{
    public static List<(string Name, List<string[]> Lines)> Read(SpreadsheetDocument document) =>
        [.. document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(sheet => (sheet.Name!.Value!, Lines(PartOf(document, sheet))))];

    public static Worksheet PartOf(SpreadsheetDocument document, Sheet sheet) =>
        ((WorksheetPart)document.WorkbookPart!.GetPartById(sheet.Id!.Value!)).Worksheet!;

    public static string TextOf(Cell cell) => cell.InlineString is { } text
        ? Escaped().Replace(text.Text!.Text, match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
        : cell.CellValue?.Text ?? "";

    private static List<string[]> Lines(Worksheet sheet) =>
        [.. sheet.Descendants<Row>().Select(row => row.Elements<Cell>().Select(TextOf).ToArray())];

    [GeneratedRegex("_x([0-9A-F]{4})_")]
    private static partial Regex Escaped();
}
