using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseManager.StatsAttack.Bundles;
using CaseManager.StatsAttack.Contract;
using NSec.Cryptography;

namespace CaseManager.StatsAttack.Toys;

/// <summary>Writes a bundle as the contract has it, from the contract alone.</summary>
/// <param name="flaw">What is done wrong, if anything.</param>
public sealed class ToyBundle(StatsJson stats, Preset preset, string release, Flaw flaw)
{
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    public byte[] Write()
    {
        Put("README.txt", "Figures of a toy. Nobody is in them.\n");
        Put("METHOD.md", "# Method\n\nDiscrete Laplace noise, drawn once.\n");
        Put("stats.json", Json(WriteStats));
        foreach (var list in CodeLists.Names)
        {
            var label = flaw == Flaw.InjectedLabel && list == "country" ? "=1+1" : "'=in words, \"so to say\"";
            Put($"codes/{list}.csv", "code,label\n" + string.Concat(CodeLists.Of(list, stats.Countries).Select(code => $"{code},{Field(label)}\n")));
        }

        foreach (var table in stats.Tables)
        {
            Put($"data/{table.Name}.csv", Table(flaw == Flaw.CsvDiffers && table == stats.Tables[0] ? Changed(table) : table));
            Put($"charts/{table.Name}.svg", Chart(flaw == Flaw.SvgDiffers && table == stats.Tables[0] ? Changed(table) : table));
        }

        files["stats.xlsx"] = Workbook();
        Put("datapackage.json", Json(WriteDataPackage));
        if (flaw == Flaw.ByteOrderMark)
        {
            files["METHOD.md"] = [0xEF, 0xBB, 0xBF, .. files["METHOD.md"]];
        }
        else if (flaw == Flaw.CarriageReturn)
        {
            Put("README.txt", "Figures of a toy.\r\n");
        }
        else if (flaw == Flaw.ForeignFile)
        {
            Put("data/raw.csv", "period,value\n");
        }

        Put("manifest.json", Json(WriteManifest));
        Put("signature.json", Json(WriteSignature));
        return Zip(files, flaw == Flaw.Deflated ? CompressionLevel.Optimal : CompressionLevel.NoCompression, flaw == Flaw.Dated ? 2025 : 1980);
    }

    private static PublishedTable Changed(PublishedTable table) => table with { Cells = [table.Cells[0] with { Value = (table.Cells[0].Value ?? 100) + 1 }, .. table.Cells.Skip(1)] };

    private static byte[] Zip(IEnumerable<KeyValuePair<string, byte[]>> files, CompressionLevel level, int year)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in files)
            {
                var entry = zip.CreateEntry(name, level);
                entry.LastWriteTime = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }

        return memory.ToArray();
    }

    private void Put(string name, string text) => files[name] = Encoding.UTF8.GetBytes(text);

    private static string Field(string text) => text.AsSpan().ContainsAny(",\"\n") ? '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : text;

    private static string Table(PublishedTable table) => string.Join(',', table.Columns) + "\n" + string.Concat(table.Cells.Select(cell =>
        string.Join(',', [cell.Period, .. CodesOf(table, cell), Number(cell.Value), cell.Status, Number(cell.Margin90)]) + "\n"));

    private static string[] CodesOf(PublishedTable table, PublishedCell cell) => table.Columns.Count == 4 ? [] : cell.Codes.Split('/');

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private string Chart(PublishedTable table) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"><title>{table.Name}</title><desc>One bar for each cell.</desc>\n"
        + (flaw == Flaw.Script ? "<script>1</script>\n" : "")
        + string.Concat(table.Cells.Select(cell =>
            $"<rect data-period=\"{cell.Period}\" data-codes=\"{SecurityElement.Escape(cell.Codes)}\" data-value=\"{Number(cell.Value)}\" data-status=\"{cell.Status}\"/>\n"))
        + "</svg>\n";

    private byte[] Workbook()
    {
        const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var (sheets, relations) = (new StringBuilder(), new StringBuilder());
        foreach (var (index, table) in stats.Tables.Index())
        {
            var number = index + 1;
            var state = flaw == Flaw.HiddenSheet && number == stats.Tables.Count ? " state=\"hidden\"" : "";
            sheets.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{table.Name[..Math.Min(31, table.Name.Length)]}\" sheetId=\"{number}\"{state} r:id=\"r{number}\"/>");
            relations.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"r{number}\" Type=\"sheet\" Target=\"worksheets/sheet{number}.xml\"/>");
            var shown = flaw == Flaw.XlsxDiffers && number == 1 ? Changed(table) : table;
            Part($"xl/worksheets/sheet{number}.xml", $"<worksheet {Main}><sheetData>{Row(table.Columns.Select(Words))}" + string.Concat(shown.Cells.Select(cell => Row(
                [Words(cell.Period), .. CodesOf(table, cell).Select(Words), Figure(cell.Value), Words(cell.Status), Figure(cell.Margin90)]))) + "</sheetData></worksheet>");
        }

        Part("xl/workbook.xml", $"<workbook {Main} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{sheets}</sheets></workbook>");
        Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>");
        return Zip(parts, CompressionLevel.NoCompression, 1980);

        void Part(string name, string xml) => parts[name] = Encoding.UTF8.GetBytes(xml);
        static string Row(IEnumerable<string> cells) => $"<row>{string.Concat(cells)}</row>";
        static string Words(string text) => $"<c t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>";
        string Figure(long? value) => value is null ? "<c/>" : $"<c>{(flaw == Flaw.Formula ? "<f>1+1</f>" : "")}<v>{Number(value)}</v></c>";
    }

    private void WriteStats(Utf8JsonWriter json)
    {
        json.WriteNumber("v", 1);
        json.WriteString("format", "casemanager statistics");
        json.WriteString("organisation", stats.Organisation);
        json.WriteString("period", stats.Period);
        json.WriteNumber("revision", stats.Revision);
        json.WriteNumber("catalogue", stats.Catalogue);
        json.WriteString("preset", stats.Preset);
        json.WriteString("created", stats.Created);
        json.WriteString("software", "a toy");
        json.WriteStartArray("countries");
        foreach (var country in stats.Countries)
        {
            json.WriteStringValue(country);
        }

        json.WriteEndArray();
        WritePrivacy(json);
        json.WriteStartArray("tables");
        foreach (var table in stats.Tables)
        {
            WriteTable(json, table);
        }

        json.WriteEndArray();
        json.WriteStartArray("ledger");
        foreach (var row in stats.Ledger)
        {
            json.WriteStartObject();
            json.WriteNumber("entry", Csv.Whole(row.Entry));
            json.WriteString("family", row.Family);
            json.WriteString("period", row.Period);
            json.WriteNumber("revision", row.Revision);
            json.WriteString("epsilon", row.Epsilon);
            json.WriteString("release", row.Release);
            json.WriteString("builtAt", row.BuiltAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WritePrivacy(Utf8JsonWriter json)
    {
        json.WriteStartObject("privacy");
        json.WriteString("mechanism", "discrete-laplace");
        json.WriteString("privacyUnit", "case");
        json.WriteNumber("contributionBound", 1);
        json.WriteString("epsilonPerFamily", preset.EpsilonOf(1));
        json.WriteString("epsilonTotal", preset.EpsilonOf(stats.Tables.Count(table => table.Name != Family.Totals.Table)));
        json.WriteNumber("threshold", preset.Threshold);
        json.WriteNumber("margin90", preset.Margin90);
        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, PublishedTable table)
    {
        json.WriteStartObject();
        json.WriteString("name", table.Name);
        json.WriteString("family", Family.Find(table.Name)!.Code);
        json.WriteStartArray("dimensions");
        foreach (var dimension in table.Columns.Skip(1).SkipLast(3))
        {
            json.WriteStringValue(dimension);
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var cell in table.Cells)
        {
            json.WriteStartObject();
            json.WriteString("period", cell.Period);
            foreach (var (column, code) in table.Columns.Skip(1).Zip(CodesOf(table, cell)))
            {
                json.WriteString(column, code);
            }

            if (cell.Value is { } value)
            {
                json.WriteNumber("value", value);
            }
            else
            {
                json.WriteNull("value");
            }

            json.WriteString("status", cell.Status);
            json.WriteNumber("margin90", cell.Margin90);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteDataPackage(Utf8JsonWriter json)
    {
        json.WriteString("$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
        json.WriteString("name", $"stats-{stats.Organisation}-{stats.Period}");
        json.WriteString("version", "1.0");
        json.WriteString("created", stats.Created);
        foreach (var empty in new[] { "licenses", "contributors" })
        {
            json.WriteStartArray(empty);
            json.WriteEndArray();
        }

        json.WriteStartArray("resources");
        foreach (var table in stats.Tables)
        {
            var bytes = files[$"data/{table.Name}.csv"];
            json.WriteStartObject();
            json.WriteString("name", table.Name);
            json.WriteString("path", $"data/{table.Name}.csv");
            json.WriteNumber("bytes", bytes.Length + (flaw == Flaw.WrongBytesInDataPackage ? 1 : 0));
            json.WriteString("hash", "sha256:" + Hex(bytes));
            json.WriteStartObject("schema");
            json.WriteStartArray("fields");
            foreach (var column in table.Columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WritePrivacy(json);
    }

    private void WriteManifest(Utf8JsonWriter json)
    {
        json.WriteNumber("v", 1);
        json.WriteString("format", "casemanager statistics manifest");
        json.WriteString("release", release);
        json.WriteString("organisation", stats.Organisation);
        json.WriteString("period", stats.Period);
        json.WriteNumber("revision", stats.Revision);
        json.WriteString("created", stats.Created);
        json.WriteStartArray("files");
        foreach (var (name, bytes) in files)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("length", bytes.Length);
            json.WriteString("sha256", Hex(flaw == Flaw.WrongHash && name == "README.txt" ? [] : bytes));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteSignature(Utf8JsonWriter json)
    {
        using var key = Key.Import(SignatureAlgorithm.Ed25519, SHA256.HashData("a toy's key"u8), KeyBlobFormat.RawPrivateKey);
        using var other = Key.Import(SignatureAlgorithm.Ed25519, SHA256.HashData("another"u8), KeyBlobFormat.RawPrivateKey);
        var signature = SignatureAlgorithm.Ed25519.Sign(key, [.. "casemanager/1 statistics"u8, .. files["manifest.json"]]);
        json.WriteNumber("v", 1);
        json.WriteString("label", "casemanager/1 statistics");
        json.WriteString("key", Base64Url.EncodeToString((flaw == Flaw.OtherKey ? other : key).PublicKey.Export(KeyBlobFormat.RawPublicKey)));
        json.WriteString("signature", Base64Url.EncodeToString(signature));
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
