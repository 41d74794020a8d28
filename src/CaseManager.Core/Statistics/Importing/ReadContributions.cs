using System.Globalization;
using System.Text;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Periods;
using CsvHelper;
using CsvHelper.Configuration;

namespace CaseManager.Core.Statistics.Importing;

/// <summary>Reads a CSV file of countable facts (RFC 4180, UTF-8), line by line.</summary>
public sealed class ReadContributions
{
    /// <summary>The columns, in any order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["side", "period", "platform", "harm_type", "country", "age_band", "outcome", "time_to_removal_band"];

    private const int LongestCell = 100;
    private readonly Func<string, bool> isPlatform;
    private readonly Month newest;

    /// <param name="isPlatform">Whether the directory has a platform of this id.</param>
    /// <param name="newest">The month it is now.</param>
    public ReadContributions(Func<string, bool> isPlatform, Month newest) => (this.isPlatform, this.newest) = (isPlatform, newest);

    /// <summary>Reads a whole file; every line that is wrong is told, and the rest is read on.</summary>
    /// <param name="bytes">Left open.</param>
    /// <param name="faults">Told of every fault, in the order of the file.</param>
    public IEnumerable<ContributionRow> Read(Stream bytes, Action<ImportFault> faults)
    {
        // UTF-8 with or without its mark, and nothing else.
        using var text = new StreamReader(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            Delimiter = ",",
            MaxFieldSize = 10_000,
            LineBreakInQuotedFieldIsBadData = false,
            BadDataFound = null,
            IgnoreBlankLines = false,
        });
        if (!TryRead(parser, faults))
        {
            faults(new ImportFault(1, 0, "", $"The file is empty; its first line names the columns {string.Join(',', Columns)}."));
            yield break;
        }

        if (HeaderOf(parser, faults) is not { } places)
        {
            yield break;
        }

        // A cell with a line break ends on a later line than it begins on.
        for (var line = parser.RawRow + 1; TryRead(parser, faults); line = parser.RawRow + 1)
        {
            if (parser.Record is { } record && Row(record, places, line, faults) is { } row)
            {
                yield return row;
            }
        }
    }

    private static bool TryRead(CsvParser parser, Action<ImportFault> faults)
    {
        try
        {
            return parser.Read();
        }
        catch (Exception damaged) when (damaged is CsvHelperException or MaxFieldSizeException)
        {
            faults(new ImportFault(parser.RawRow, 0, "", "This line is no CSV, or a cell of it is far too long."));
            return false;
        }
    }

    private static int[]? HeaderOf(CsvParser parser, Action<ImportFault> faults)
    {
        var header = parser.Record ?? [];
        var places = Columns.Select(column => Array.IndexOf(header, column)).ToArray();
        foreach (var (column, _) in Columns.Zip(places).Where(pair => pair.Second < 0))
        {
            faults(new ImportFault(1, 0, "", $"The column {column} is missing; the first line names the columns {string.Join(',', Columns)}."));
        }

        foreach (var (place, name) in header.Index().Where(cell => !Columns.Contains(cell.Item) || Array.IndexOf(header, cell.Item) != cell.Index))
        {
            faults(new ImportFault(1, place + 1, Columns.Contains(name) ? name : "unknown", Columns.Contains(name) ? "This column stands twice." : "There is no such column."));
        }

        return header.Length == Columns.Count && Array.TrueForAll(places, place => place >= 0) ? places : null;
    }

    private ContributionRow? Row(string[] record, int[] places, int line, Action<ImportFault> faults)
    {
        if (record is [""])
        {
            faults(new ImportFault(line, 0, "", "This line is empty."));
            return null;
        }

        if (record.Length != Columns.Count)
        {
            faults(new ImportFault(line, 0, "", $"This line has {record.Length} cells instead of {Columns.Count}."));
            return null;
        }

        var cells = new Cells(record, places, line, faults);
        var side = cells.Choice("side", ["intake", "closure"], "Write intake or closure.");
        var month = cells.Month("period", newest);
        var platform = cells.Platform(isPlatform);
        if (side is null)
        {
            return null;
        }

        var isIntake = side == "intake";
        var harm = cells.Code(CodeLists.HarmType, isIntake);
        var country = cells.Country(isIntake);
        var age = cells.Code(CodeLists.AgeBand, isIntake);
        var outcome = cells.Code(CodeLists.Outcome, !isIntake);
        var time = cells.Code(CodeLists.RemovalTime, !isIntake);
        return cells.HasFault
            ? null
            : new ContributionRow(isIntake ? Side.Intake : Side.Closure, month, platform, harm, country, age, outcome, time);
    }

    private sealed class Cells(string[] record, int[] places, int line, Action<ImportFault> faults)
    {
        public bool HasFault { get; private set; }

        public string? Choice(string column, IReadOnlyList<string> choices, string words) =>
            choices.Contains(Text(column)) ? Text(column) : Fault<string?>(column, words);

        public Month Month(string column, Month newest) =>
            !Periods.Month.TryParse(Text(column), out var month) ? Fault<Month>(column, "Write the month as YYYY-MM, for example 2025-07.")
            : month > newest ? Fault<Month>(column, "This month has not begun yet.")
            : month.Year < 1990 ? Fault<Month>(column, "This is before anybody could have reported here.")
            : month;

        public short Platform(Func<string, bool> isPlatform)
        {
            var text = Text("platform");
            return CodeLists.Platform.NumberOf(text) is not null || (text.Length <= LongestCell && isPlatform(text))
                ? CodeLists.PlatformOf(text)
                : Fault<short>("platform", text.Length == 0 ? "Name the platform, or write other." : "The directory has no platform of this id; write its id, or other.");
        }

        public short Code(CodeList list, bool belongs)
        {
            var text = Text(list.Name);
            if (!belongs)
            {
                return text.Length == 0 ? (short)0 : Fault<short>(list.Name, "This column belongs to the other side: leave it empty on this line.");
            }

            return list.NumberOf(text) ?? Fault<short>(list.Name, $"This is none of the codes {string.Join(", ", list.Codes.Select(code => code.Name))}.");
        }

        public string Country(bool belongs)
        {
            var text = Text("country");
            if (!belongs)
            {
                return text.Length == 0 ? "" : Fault<string>("country", "This column belongs to the other side: leave it empty on this line.");
            }

            return text == Countries.Other || Countries.IsCountry(text)
                ? text
                : Fault<string>("country", "Write the two capital letters of ISO 3166-1, for example KR, or ZZ where it is not known.");
        }

        private string Text(string column) => record[places[IndexOf(column)]];

        private T Fault<T>(string column, string words)
        {
            HasFault = true;
            faults(new ImportFault(line, places[IndexOf(column)] + 1, column, words));
            return default!;
        }

        private static int IndexOf(string column) => Columns.Index().First(one => one.Item == column).Index;
    }
}
