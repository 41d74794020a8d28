using System.Text.RegularExpressions;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>Texts in a workbook.</summary>
internal static partial class WorkbookText
{
    /// <summary>The text with its control characters as <c>_x000D_</c>: XML keeps some of them out and changes others.</summary>
    /// <remarks>ISO/IEC 29500-1, 22.9.2.19 (ST_Xstring). What looks like such an escape has its first character escaped.</remarks>
    public static string Escape(string text) =>
        ToEscape().Replace(text, match => $"_x{(int)match.Value[0]:X4}_");

    [GeneratedRegex(@"[\x00-\x08\x0B-\x1F]|_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex ToEscape();
}
