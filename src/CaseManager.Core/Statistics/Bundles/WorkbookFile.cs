using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>The tables of a release as one workbook (XLSX): texts and whole numbers, nothing that is computed, nothing hidden.</summary>
/// <remarks>Its parts are packed by <see cref="StoredZip"/> and it has no document properties, so that its bytes follow from the tables alone.</remarks>
public static class WorkbookFile
{
    private const string About = "about";
    private const int NarrowestColumn = 8;
    private const int WidestColumn = 60;

    /// <summary>Writes the whole file: a sheet <c>about</c>, then one for each table.</summary>
    /// <param name="tables">In the order of their sheets.</param>
    /// <param name="about">What the figures are, in lines of a name and a value.</param>
    public static byte[] Write(IReadOnlyList<ReleaseTable> tables, IReadOnlyList<(string Name, string Value)> about)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            document.ChangeIdOfPart(book, "rId1");
            book.Workbook = new Workbook(new Sheets());
            book.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = WorkbookStyles.Sheet();

            AddSheet(book, About, ["name", "value"], about.Select(line => new[] { TextCell(line.Name), TextCell(line.Value) }));
            foreach (var (name, table) in SheetNames.Of([.. tables.Select(table => table.Name)], About).Zip(tables))
            {
                AddSheet(book, name, TableColumns.Of(table), table.Rows.Select(CellsOf));
            }
        }

        return Repack(stream);
    }

    private static Cell[] CellsOf(ReleaseRow row) =>
        [TextCell(row.Period), .. row.Codes.Select(TextCell), NumberCell(row.Value), TextCell(row.Status), NumberCell(row.Margin90)];

    private static void AddSheet(WorkbookPart book, string name, IReadOnlyList<string> columns, IEnumerable<Cell[]> rows)
    {
        var sheets = book.Workbook!.Sheets!;
        var number = (uint)sheets.ChildElements.Count + 1;
        var id = string.Create(CultureInfo.InvariantCulture, $"sheet{number}");
        Cell[][] lines = [[.. columns.Select(column => TextCell(column, WorkbookStyles.Header))], .. rows];

        book.AddNewPart<WorksheetPart>(id).Worksheet = new Worksheet(
            new SheetViews(View(first: number == 1)),
            new Columns(columns.Select((_, index) => ColumnOf(index, lines))),
            new SheetData(lines.Select(RowOf)),
            new IgnoredErrors(TextsLikeNumbers($"A1:{Place(columns.Count - 1, lines.Length)}")));
        sheets.Append(new Sheet { Name = name, SheetId = number, Id = id });
    }

    private static SheetView View(bool first) =>
        new(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        {
            TabSelected = first ? true : null,
            WorkbookViewId = 0,
        };

    private static Row RowOf(Cell[] cells, int index)
    {
        foreach (var (column, cell) in cells.Index())
        {
            cell.CellReference = Place(column, index + 1);
        }

        return new(cells) { RowIndex = (uint)index + 1 };
    }

    private static string Place(int column, int line) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column)}{line}");

    private static Column ColumnOf(int index, Cell[][] lines) => new()
    {
        Min = (uint)index + 1,
        Max = (uint)index + 1,
        Width = Math.Clamp(lines.Max(cells => cells[index].InnerText.Length) + 2, NarrowestColumn, WidestColumn),
        CustomWidth = true,
    };

    /// <summary>A period like 2025 is a text; without this every such cell has a warning in its corner.</summary>
    private static IgnoredError TextsLikeNumbers(string cells) => new()
    {
        SequenceOfReferences = new() { InnerText = cells },
        NumberStoredAsText = true,
    };

    private static Cell TextCell(string text) => TextCell(text, WorkbookStyles.Text);

    private static Cell TextCell(string text, uint style) => new(new InlineString(
        new Text(WorkbookText.Escape(TableText.Safe(text))) { Space = SpaceProcessingModeValues.Preserve }))
    {
        DataType = CellValues.InlineString,
        StyleIndex = style,
    };

    private static Cell NumberCell(long? number) => number is { } value
        ? new Cell(new CellValue(value.ToString(CultureInfo.InvariantCulture))) { StyleIndex = WorkbookStyles.Number }
        : new Cell { StyleIndex = WorkbookStyles.Number };

    private static byte[] Repack(Stream stream)
    {
        using var package = new ZipArchive(stream, ZipArchiveMode.Read);
        return StoredZip.Write(package.Entries.Select(entry => (entry.FullName, Read(entry))));
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
