using DocumentFormat.OpenXml.Spreadsheet;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>How the cells of a workbook look.</summary>
internal static class WorkbookStyles
{
    /// <summary>As it was typed.</summary>
    public const uint Text = 0;

    /// <summary>Bold.</summary>
    public const uint Header = 1;

    /// <summary>Whole, with the reader's own thousands.</summary>
    public const uint Number = 2;

    // Formats that every spreadsheet program knows: ISO/IEC 29500-1, 18.8.30.
    private const uint AsTyped = 49;
    private const uint Thousands = 3;

    /// <summary>The three, as the file keeps them.</summary>
    public static Stylesheet Sheet() => new(
        new Fonts(FontOf(), FontOf(new Bold())),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat { NumberFormatId = AsTyped, FontId = 0, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = AsTyped, FontId = 1, ApplyNumberFormat = true, ApplyFont = true },
            new CellFormat { NumberFormatId = Thousands, FontId = 0, ApplyNumberFormat = true }),
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }));

    private static Font FontOf(params Bold[] weight) => new([.. weight, new FontSize { Val = 11 }, new FontName { Val = "Calibri" }]);
}
