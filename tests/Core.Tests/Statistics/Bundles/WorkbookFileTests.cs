using System.IO.Compression;
using System.Security.Cryptography;
using CaseManager.Core.Statistics.Bundles;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace CaseManager.Core.Tests.Statistics.Bundles;

public sealed class WorkbookFileTests
{
    private static readonly (string Name, string Value)[] About = [("organisation", "Example Help"), ("period", "2025"), ("formula", "=1+1")];
    private static readonly ReleaseTable[] Tables = [.. SampleTables.Year, SampleTables.Hostile];
    private static readonly byte[] File = WorkbookFile.Write(Tables, About);

    [Fact]
    public void Write_Again_GivesTheSameBytes() => Assert.Equal(File, WorkbookFile.Write(Tables, About));

    [Fact]
    public void Write_OnEveryMachine_GivesTheseBytes() =>
        Assert.Equal("333bcd416ba24834fa01f854d3d1cbb989e20cd314666faa0c39cb3d31035f8f", Convert.ToHexStringLower(SHA256.HashData(WorkbookFile.Write([SampleTables.Totals], About))));

    [Fact]
    public void Write_EveryTable_IsAValidWorkbook()
    {
        using var document = Open(File);

        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => $"{error.Part?.Uri} {error.Description}"));
    }

    [Fact]
    public void Write_ItsParts_AreTheseAndStored()
    {
        using var archive = new ZipArchive(new MemoryStream(WorkbookFile.Write([SampleTables.Totals], About)));

        Assert.Equal(
            ["[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"],
            archive.Entries.Select(entry => entry.FullName));
        Assert.All(archive.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
    }

    [Fact]
    public void Write_Sheets_AboutFirstThenOneForEachTableUnderANameThatFits()
    {
        using var document = Open(File);

        var sheets = WorkbookReader.Read(document);

        Assert.Equal(
            ["about", "intake_by_period", "intake_by_platform", "intake_by_harm", "intake_by_country", "intake_by_age", "closed_by_outcome", "closed_by_removal_time", "closed_by_group_and_time", "totals", "hostile"],
            sheets.Select(sheet => sheet.Name));
        Assert.Equal([["name", "value"], ["organisation", "Example Help"], ["period", "2025"], ["formula", "'=1+1"]], sheets[0].Lines);
    }

    [Fact]
    public void Write_Cells_CodesAreTextsAndCountsAreNumbersAndWhatIsHiddenIsEmpty()
    {
        using var document = Open(WorkbookFile.Write([new("t", "I2", "T", ["platform"], [new("2025", ["x"], 1234, "ok", 9), new("2025", ["other"], null, "below_threshold", 9)])], About));

        var rows = Worksheets(document)[1].Descendants<Row>().Skip(1).Select(row => row.Elements<Cell>().ToList()).ToList();

        Assert.All(rows, cells => Assert.Equal([true, true, false, true, false], cells.Select(cell => cell.DataType?.Value == CellValues.InlineString)));
        Assert.All(rows, cells => Assert.All([cells[2], cells[4]], cell => Assert.Null(cell.DataType)));
        Assert.Equal(["1234", "9"], [rows[0][2].CellValue!.Text, rows[0][4].CellValue!.Text]);
        Assert.False(rows[1][2].HasChildren);
    }

    [Fact]
    public void Write_EverySheet_IsSeenWithAFrozenBoldHeaderAndComputesNothing()
    {
        using var document = Open(File);

        Assert.All(document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>(), sheet => Assert.Null(sheet.State));
        Assert.Empty(document.WorkbookPart.Workbook.Elements<DefinedNames>());
        Assert.All(Worksheets(document), sheet =>
        {
            Assert.Equal((1, PaneStateValues.Frozen), ((int)sheet.Descendants<Pane>().Single().VerticalSplit!.Value, sheet.Descendants<Pane>().Single().State!.Value));
            Assert.All(sheet.Descendants<Row>().First().Elements<Cell>(), cell => Assert.Equal(WorkbookStyles.Header, cell.StyleIndex!.Value));
            Assert.Empty(sheet.Descendants<CellFormula>());
            Assert.All(sheet.Descendants<Column>(), column => Assert.Null(column.Hidden));
        });
    }

    private static SpreadsheetDocument Open(byte[] file) => SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);

    private static List<Worksheet> Worksheets(SpreadsheetDocument document) =>
        [.. document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(sheet => WorkbookReader.PartOf(document, sheet))];
}
