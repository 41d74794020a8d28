using System.Text.Json;
using CaseManager.StatsAttack.Contract;

namespace CaseManager.StatsAttack.Bundles;

/// <summary>What <c>stats.json</c> says.</summary>
public sealed record StatsJson(
    string Organisation, string Period, int Revision, int Catalogue, string Preset, string Created, IReadOnlyList<string> Countries,
    IReadOnlyList<PublishedTable> Tables, IReadOnlyList<LedgerRow> Ledger, JsonElement Root)
{
    /// <exception cref="FormatException">A property is missing or of another kind.</exception>
    public static StatsJson Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement.Clone();
            return new(
                Text(root, "organisation"), Text(root, "period"), root.GetProperty("revision").GetInt32(), root.GetProperty("catalogue").GetInt32(),
                Text(root, "preset"), Text(root, "created"), [.. root.GetProperty("countries").EnumerateArray().Select(country => country.GetString()!)],
                [.. root.GetProperty("tables").EnumerateArray().Select(ReadTable)], [.. root.GetProperty("ledger").EnumerateArray().Select(ReadLedgerRow)], root);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("stats.json cannot be read: " + wrong.Message, wrong);
        }
    }

    private static PublishedTable ReadTable(JsonElement table)
    {
        var name = Text(table, "name");
        string[] columns = ["period", .. table.GetProperty("dimensions").EnumerateArray().Select(dimension => dimension.GetString()!), "value", "status", "margin90"];
        var family = Family.Find(name);
        var code = table.GetProperty("family");
        if (family is null || family.Code != (code.ValueKind == JsonValueKind.Null ? null : code.GetString()))
        {
            throw new FormatException($"stats.json has a table that is not in the catalogue: {name}");
        }

        var cells = new List<PublishedCell>();
        foreach (var row in table.GetProperty("rows").EnumerateArray())
        {
            if (!row.EnumerateObject().Select(property => property.Name).SequenceEqual(columns))
            {
                throw new FormatException($"a row of {name} in stats.json has other properties than its CSV");
            }

            var value = row.GetProperty("value");
            cells.Add(new(
                Text(row, "period"), string.Join('/', columns[1..^3].Select(column => Text(row, column))),
                value.ValueKind == JsonValueKind.Null ? null : value.GetInt64(), Text(row, "status"), row.GetProperty("margin90").GetInt64()));
        }

        return new(name, columns, cells);
    }

    private static LedgerRow ReadLedgerRow(JsonElement row) => new(
        row.GetProperty("entry").ToString(), Text(row, "family"), Text(row, "period"), row.GetProperty("revision").GetInt32(), Text(row, "epsilon"),
        Text(row, "release"), Text(row, "builtAt"));

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");
}
