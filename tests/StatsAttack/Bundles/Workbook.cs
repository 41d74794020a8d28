using System.IO.Compression;
using System.Xml.Linq;

namespace CaseManager.StatsAttack.Bundles;

/// <summary>What a spreadsheet program would show of <c>stats.xlsx</c>, and what it would hide.</summary>
public sealed class Workbook
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly string[] Refused = ["pivot", "externallink", "vbaproject", "connections", "querytable", "macrosheet", "customxml", "comments", "embeddings"];

    private readonly List<(string Name, IReadOnlyList<IReadOnlyList<(string Text, bool IsNumber)>> Rows)> sheets = [];

    private Workbook()
    {
    }

    /// <summary>Formulas, hidden sheets and other things that must not be there.</summary>
    public List<string> Findings { get; } = [];

    /// <exception cref="FormatException">It cannot be read.</exception>
    public static Workbook Read(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes));
            var workbook = new Workbook();
            workbook.ReadParts(zip);
            return workbook;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or System.Xml.XmlException or NullReferenceException or KeyNotFoundException)
        {
            throw new FormatException("stats.xlsx cannot be read: " + wrong.Message, wrong);
        }
    }

    /// <summary>A table of figures: on the sheet of its name, which a spreadsheet program cuts at 31 characters, else on the sheet with its columns.</summary>
    /// <exception cref="FormatException">No sheet has it, or a value is not a number.</exception>
    public PublishedTable Table(string name, IReadOnlyList<string> columns)
    {
        var cut = name.Length > 31 ? name[..31] : name;
        var rows = sheets.FirstOrDefault(sheet => string.Equals(sheet.Name, cut, StringComparison.OrdinalIgnoreCase)).Rows
            ?? sheets.FirstOrDefault(sheet => HeaderOf(sheet.Rows, columns) >= 0).Rows
            ?? throw new FormatException($"stats.xlsx has no sheet for {name}");
        var header = HeaderOf(rows, columns);
        if (header < 0)
        {
            throw new FormatException($"stats.xlsx has no row {string.Join(',', columns)} for {name}");
        }

        var cells = new List<PublishedCell>();
        foreach (var row in rows.Skip(header + 1).Where(row => row.Any(cell => cell.Text.Length > 0)))
        {
            var full = columns.Select((_, at) => at < row.Count ? row[at] : ("", false)).ToList();
            var (value, margin) = (full[^3], full[^1]);
            if ((value.Item1.Length > 0 && !value.Item2) || !margin.Item2)
            {
                throw new FormatException($"stats.xlsx has a figure of {name} as text");
            }

            cells.Add(new(
                full[0].Item1, string.Join('/', full.Skip(1).Take(columns.Count - 4).Select(cell => cell.Item1)),
                value.Item1.Length == 0 ? null : Csv.Whole(value.Item1), full[^2].Item1, Csv.Whole(margin.Item1)));
        }

        return new(name, columns, cells);
    }

    private static int HeaderOf(IReadOnlyList<IReadOnlyList<(string Text, bool IsNumber)>> rows, IReadOnlyList<string> columns) =>
        rows.Index().FirstOrDefault(row => row.Item.Select(cell => cell.Text).Where(text => text.Length > 0).SequenceEqual(columns), (-1, [])).Index;

    private void ReadParts(ZipArchive zip)
    {
        foreach (var entry in zip.Entries.Where(entry => Refused.Any(word => entry.FullName.Contains(word, StringComparison.OrdinalIgnoreCase))))
        {
            Findings.Add($"stats.xlsx holds {entry.FullName}");
        }

        var workbook = Part(zip, "xl/workbook.xml");
        var targets = Part(zip, "xl/_rels/workbook.xml.rels").Root!.Elements()
            .ToDictionary(relation => relation.Attribute("Id")!.Value, relation => relation.Attribute("Target")!.Value);
        var shared = zip.GetEntry("xl/sharedStrings.xml") is null ? [] : Part(zip, "xl/sharedStrings.xml").Root!.Elements(Main + "si").Select(Shown).ToList();
        if (workbook.Descendants(Main + "definedName").Any())
        {
            Findings.Add("stats.xlsx defines names");
        }

        foreach (var sheet in workbook.Descendants(Main + "sheet"))
        {
            var name = sheet.Attribute("name")!.Value;
            if (sheet.Attribute("state") is { Value: not "visible" })
            {
                Findings.Add($"sheet {name} is hidden");
            }

            var target = targets[sheet.Attribute(Relations + "id")!.Value];
            var part = Part(zip, target.StartsWith('/') ? target[1..] : "xl/" + target);
            if (part.Descendants(Main + "f").Any())
            {
                Findings.Add($"sheet {name} has a formula");
            }

            if (part.Descendants().Any(element => element.Attribute("hidden") is { Value: "1" or "true" }))
            {
                Findings.Add($"sheet {name} hides rows or columns");
            }

            sheets.Add((name, [.. part.Descendants(Main + "row").Select(row => ReadRow(row, shared))]));
        }
    }

    private static List<(string Text, bool IsNumber)> ReadRow(XElement row, List<string> shared)
    {
        var cells = new List<(string Text, bool IsNumber)>();
        foreach (var cell in row.Elements(Main + "c"))
        {
            var column = cell.Attribute("r") is { } place ? ColumnOf(place.Value) : cells.Count;
            while (cells.Count < column)
            {
                cells.Add(("", false));
            }

            var kind = cell.Attribute("t")?.Value ?? "n";
            var text = kind == "inlineStr" ? Shown(cell) : cell.Element(Main + "v")?.Value ?? "";
            cells.Add((kind == "s" && text.Length > 0 ? shared[(int)Csv.Whole(text)] : text, kind == "n" && text.Length > 0));
        }

        return cells;
    }

    private static string Shown(XElement element) => string.Concat(element.Descendants(Main + "t").Select(text => text.Value));

    private static int ColumnOf(string place) => place.TakeWhile(char.IsAsciiLetterUpper).Aggregate(0, (column, letter) => (26 * column) + letter - 'A' + 1) - 1;

    private static XDocument Part(ZipArchive zip, string name)
    {
        using var stream = (zip.GetEntry(name) ?? throw new InvalidDataException("no part " + name)).Open();
        return XDocument.Load(stream);
    }
}
