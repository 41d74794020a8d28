namespace CaseManager.Core.Statistics.Bundles;

/// <summary>Texts in a cell of a spreadsheet, whichever file it comes from.</summary>
public static class TableText
{
    /// <summary>The text, with an apostrophe before it where a spreadsheet could take it for a formula.</summary>
    /// <remarks>OWASP, CSV Injection: a cell that begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, tab or carriage return.</remarks>
    public static string Safe(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
}
