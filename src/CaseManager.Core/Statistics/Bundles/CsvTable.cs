using System.Globalization;
using System.Text;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>A table as CSV: RFC 4180 with LF, a header, fields quoted where they have to be.</summary>
public static class CsvTable
{
    /// <summary>Writes the whole file.</summary>
    public static string Write(ReleaseTable table)
    {
        var text = new StringBuilder();
        WriteLine(text, TableColumns.Of(table));
        foreach (var row in table.Rows)
        {
            WriteLine(text, [row.Period, .. row.Codes, row.Value is { } value ? Number(value) : "", row.Status, Number(row.Margin90)]);
        }

        return text.ToString();
    }

    /// <summary>Writes one line, for files with other columns.</summary>
    internal static void WriteLine(StringBuilder text, IEnumerable<string> fields) =>
        text.AppendJoin(',', fields.Select(Field)).Append('\n');

    private static string Field(string field)
    {
        var safe = TableText.Safe(field);
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
