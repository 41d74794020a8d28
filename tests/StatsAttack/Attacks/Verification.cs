using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using CaseManager.StatsAttack.Bundles;
using CaseManager.StatsAttack.Contract;
using NSec.Cryptography;

namespace CaseManager.StatsAttack.Attacks;

/// <summary>Whether one bundle is what docs/statistics-release.md says, byte for byte where it says so.</summary>
public sealed partial class Verification(Bundle bundle, Checks checks)
{
    private const string Injected = "=+-@\t\r";

    /// <summary>Standard deviations that a sum of draws does not pass.</summary>
    private const double Deviations = 7;

    private static readonly string[] Properties =
        ["v", "format", "organisation", "period", "revision", "catalogue", "preset", "created", "software", "countries", "privacy", "tables", "ledger"];
    private static readonly string[] PrivacyProperties =
        ["mechanism", "privacyUnit", "contributionBound", "epsilonPerFamily", "epsilonTotal", "threshold", "margin90"];

    private readonly List<string> found = [];

    /// <summary>Every check, each on a line of its own.</summary>
    public void Run()
    {
        Check("zip", () => { found.AddRange(bundle.ZipFindings); return $"{bundle.Entries.Count()} entries stored in order, dated 1980-01-01 00:00"; });
        Check("layout", Layout);
        Check("texts", Texts);
        Check("manifest", Manifest);
        Check("signature", Signature);
        Check("head", Head);
        Check("cells", Cells);
        Check("values", Values);
        Check("totals", Totals);
        Check("ledger", Ledger);
        Check("codes", Codes);
        Check("datapackage", DataPackage);
        RunFormats();
    }

    /// <summary>Only the figures: each a cell of the catalogue or a documented total, in every format the same.</summary>
    public void RunFigures()
    {
        Check("cells", Cells);
        Check("totals", Totals);
        RunFormats();
    }

    private void RunFormats()
    {
        Check("csv", () => Same("CSV", table => Csv.ReadTable(table.Name, bundle[$"data/{table.Name}.csv"]).Cells));
        Check("xlsx", SameWorkbook);
        Check("svg", SameCharts);
    }

    private StatsJson Stats => bundle.Stats;

    private Preset Preset => Preset.Find(Stats.Preset) ?? throw new FormatException($"preset {Stats.Preset} is not known");

    private Period Period => Period.Read(Stats.Period) ?? throw new FormatException($"period {Stats.Period} cannot be read");

    private void Check(string name, Func<FormattableString> run)
    {
        found.Clear();
        FormattableString figures = $"";
        try
        {
            figures = run();
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            found.Add(wrong.Message);
        }

        checks.Say($"verify {name} of {Checks.OneLine(bundle.Name)}", [.. found], figures);
    }

    private void Want(bool holds, FormattableString finding)
    {
        if (!holds)
        {
            found.Add(finding.ToString(CultureInfo.InvariantCulture));
        }
    }

    private FormattableString Layout()
    {
        var tables = Stats.Tables.Select(table => table.Name).ToList();
        var year = Family.All.Select(family => family.Table).Append(Family.Totals.Table).ToList();
        IReadOnlyList<IReadOnlyList<string>> allowed = Period.Months switch
        {
            < 12 => [[Family.ByPeriod.Table]],
            12 => [year, [Family.ByPeriod.Table]],
            _ => [[.. year.Where(table => table != Family.ByPeriod.Table && table != Family.All[^1].Table)]],
        };
        Want(allowed.Any(tables.SequenceEqual), $"tables of {Stats.Period} are {string.Join(',', tables)}");
        string[] expected =
        [
            "README.txt", "METHOD.md", "stats.json", "stats.xlsx", "datapackage.json", "manifest.json", "signature.json",
            .. tables.Select(table => $"data/{table}.csv"), .. tables.Select(table => $"charts/{table}.svg"), .. CodeLists.Names.Select(list => $"codes/{list}.csv"),
        ];
        found.AddRange(expected.Except(bundle.Entries).Select(name => $"{name} is missing"));
        found.AddRange(bundle.Entries.Except(expected).Select(name => $"{name} is not of the contract"));
        var name = string.Create(CultureInfo.InvariantCulture, $"stats-{Stats.Organisation}-{Stats.Period}-c{Stats.Catalogue}-r{Stats.Revision}.zip");
        Want(FileName().IsMatch(bundle.Name), $"{bundle.Name} is no name of a release");
        Want(bundle.Name.EndsWith(name[name.IndexOf($"-{Stats.Period}-c", StringComparison.Ordinal)..], StringComparison.Ordinal), $"{bundle.Name} is not the name of period and revision in stats.json");
        return $"{tables.Count} tables of {Stats.Period}, {expected.Length} files";
    }

    private FormattableString Texts()
    {
        foreach (var name in bundle.Entries.Where(name => name != "stats.xlsx"))
        {
            try
            {
                Csv.Text(bundle[name]);
            }
            catch (FormatException wrong)
            {
                found.Add($"{name} {wrong.Message}");
            }
        }

        return $"UTF-8 with LF, no byte order mark";
    }

    private FormattableString Manifest()
    {
        using var document = JsonDocument.Parse(bundle["manifest.json"]);
        var manifest = document.RootElement;
        Want(manifest.GetProperty("v").GetInt32() == 1 && manifest.GetProperty("format").GetString() == "casemanager statistics manifest", $"manifest.json is of another version or format");
        Want(HexId().IsMatch(manifest.GetProperty("release").GetString()!), $"the release's id is not 32 hexadecimal digits");
        Want(manifest.GetProperty("organisation").GetString() == Stats.Organisation, $"another organisation than in stats.json");
        Want(manifest.GetProperty("period").GetString() == Stats.Period, $"another period than in stats.json");
        Want(manifest.GetProperty("revision").GetInt32() == Stats.Revision, $"another revision than in stats.json");
        Want(manifest.GetProperty("created").GetString() == Stats.Created, $"another moment than in stats.json");
        var names = new List<string>();
        foreach (var file in manifest.GetProperty("files").EnumerateArray())
        {
            var name = file.GetProperty("name").GetString()!;
            var bytes = bundle[name];
            names.Add(name);
            Want(file.GetProperty("length").GetInt64() == bytes.Length, $"{name} is {bytes.Length} bytes, the manifest says {file.GetProperty("length").GetInt64()}");
            Want(file.GetProperty("sha256").GetString() == Hex(bytes), $"{name} has another hash than in the manifest");
        }

        Want(names.SequenceEqual(bundle.Entries.Except(["manifest.json", "signature.json"]).Order(StringComparer.Ordinal)), $"the manifest does not list every other file once, by name");
        return $"{names.Count} hashes match";
    }

    private FormattableString Signature()
    {
        using var document = JsonDocument.Parse(bundle["signature.json"]);
        var signature = document.RootElement;
        Want(signature.GetProperty("v").GetInt32() == 1, $"signature.json is of another version");
        Want(signature.GetProperty("label").GetString() == "casemanager/1 statistics", $"another label");
        byte[] key = [], mark = [];
        try
        {
            key = Base64Url.DecodeFromChars(signature.GetProperty("key").GetString());
            mark = Base64Url.DecodeFromChars(signature.GetProperty("signature").GetString());
        }
        catch (FormatException)
        {
            found.Add("key or signature is not base64url");
        }

        var isKey = PublicKey.TryImport(SignatureAlgorithm.Ed25519, key, KeyBlobFormat.RawPublicKey, out var imported);
        Want(
            isKey && SignatureAlgorithm.Ed25519.Verify(imported!, [.. "casemanager/1 statistics"u8, .. bundle["manifest.json"]], mark),
            $"the signature is not over this manifest");
        return $"Ed25519 by {Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 16))}";
    }

    private FormattableString Head()
    {
        var root = Stats.Root;
        Want(root.EnumerateObject().Select(property => property.Name).SequenceEqual(Properties), $"the properties of stats.json are not those of the contract in their order");
        Want(root.GetProperty("v").GetInt32() == 1 && root.GetProperty("format").GetString() == "casemanager statistics", $"stats.json is of another version or format");
        Want(Stats.Catalogue == 1, $"catalogue {Stats.Catalogue}");
        Want(Stats.Revision >= 0, $"revision {Stats.Revision}");
        Want(Instant().IsMatch(Stats.Created), $"created {Stats.Created} is not an instant in UTC with Z");
        Want(Csv.Text(bundle["stats.json"]).StartsWith("{\n  \"v\": 1,\n", StringComparison.Ordinal), $"stats.json is not indented by two spaces");
        Want(Stats.Countries.Count <= 28 && Stats.Countries.Distinct().Count() == Stats.Countries.Count, $"more than 28 countries, or one twice");
        Want(Stats.Countries.All(country => country.Length == 2 && country.All(char.IsAsciiLetterUpper) && country != CodeLists.OtherCountry), $"a country that is none");
        var privacy = root.GetProperty("privacy");
        Want(privacy.EnumerateObject().Select(property => property.Name).SequenceEqual(PrivacyProperties), $"the properties of privacy are not those of the contract in their order");
        Want(privacy.GetProperty("mechanism").GetString() == "discrete-laplace" && privacy.GetProperty("privacyUnit").GetString() == "case", $"another mechanism or unit");
        Want(privacy.GetProperty("contributionBound").GetInt32() == 1, $"another contribution bound");
        Want(privacy.GetProperty("epsilonPerFamily").GetString() == Preset.EpsilonOf(1), $"another ε than that of {Preset.Name}");
        Want(privacy.GetProperty("threshold").GetInt64() == Preset.Threshold, $"another threshold than that of {Preset.Name}");
        Want(privacy.GetProperty("margin90").GetInt64() == Preset.Margin90, $"another margin than that of {Preset.Name}");

        // Months or quarters that were released before may be counted with this release or with theirs.
        var families = Stats.Tables.Count(table => table.Name != Family.Totals.Table);
        var total = privacy.GetProperty("epsilonTotal").GetString();
        Want(total == Preset.EpsilonOf(families) || (!DrawnHere(Family.ByPeriod) && total == Preset.EpsilonOf(families - 1)), $"ε in all is {total} for {families} families");
        return $"{Preset.Name}, ε {total}, threshold {Preset.Threshold}, margin {Preset.Margin90}";
    }

    private FormattableString Cells()
    {
        var count = 0;
        foreach (var table in Stats.Tables)
        {
            var family = Family.Find(table.Name)!;
            IReadOnlyList<string> periods = family != Family.ByPeriod || Period.Months < 12 || Stats.Tables.Count == 1
                ? [Stats.Period]
                : [.. Period.Within(Period.Year, monthly: table.Cells.Count == 12).Select(period => period.Text)];
            Want(table.Columns.SequenceEqual(["period", .. family.Dimensions, "value", "status", "margin90"]), $"{table.Name} has other columns");
            List<(string, string)> expected = [.. periods.SelectMany(_ => family.Cells(Stats.Countries), (period, cell) => (period, cell))];
            List<(string, string)> given = [.. table.Cells.Select(cell => (cell.Period, cell.Codes))];
            found.AddRange(expected.Except(given).Select(cell => $"{table.Name} lacks {Named(cell)}"));
            found.AddRange(given.Except(expected).Select(cell => $"{table.Name} has {Named(cell)}, which is not of the catalogue"));
            found.AddRange(given.GroupBy(cell => cell).Where(cell => cell.Count() > 1).Select(cell => $"{table.Name} has {Named(cell.Key)} {cell.Count()} times"));
            Want(given.Except(expected).Any() || given.Count != expected.Count || given.SequenceEqual(expected), $"{table.Name} is in another order than the code lists");
            count += given.Count;
        }

        return $"{count} cells, each of the catalogue once, in order";
    }

    private FormattableString Values()
    {
        var shown = 0;
        foreach (var table in Stats.Tables)
        {
            foreach (var cell in table.Cells)
            {
                var name = $"{table.Name} {Named((cell.Period, cell.Codes))}";
                Want(cell.Value is not < 0, $"{name} is {cell.Value}, which is negative");
                Want(cell.Value is not { } value || value >= Preset.Threshold || value < 0, $"{name} is {cell.Value}, under the threshold of {Preset.Threshold}");
                Want(cell.Status == Contract.Preset.StatusOf(cell.Value, cell.Margin90), $"{name} with value {cell.Value} and margin {cell.Margin90} is called {cell.Status}");
                Want(table.Name == Family.Totals.Table || cell.Margin90 == Preset.Margin90, $"{name} has the margin {cell.Margin90}");
                shown += cell.Value is null ? 0 : 1;
            }
        }

        return $"{shown} values from {Preset.Threshold}, none under it, none negative; statuses fit";
    }

    private FormattableString Totals()
    {
        var cells = Stats.Tables.Where(table => table.Name == Family.Totals.Table).SelectMany(table => table.Cells).ToList();
        foreach (var total in cells)
        {
            var families = Stats.Tables.Where(table => Family.Find(table.Name) is { Code: not null } family && family.Side == total.Codes).ToList();

            // What the contract calls "drawn with it": months and quarters that were released before may be left out.
            List<List<PublishedTable>> readings = [families];
            if (!DrawnHere(Family.ByPeriod))
            {
                readings.Add([.. families.Where(table => table.Name != Family.ByPeriod.Table)]);
            }

            Want(
                readings.Any(reading => total.Margin90 == Preset.MarginOfTotal(reading.Select(table => table.Cells.Count))),
                $"the total {total.Codes} has the margin {total.Margin90}, by the formula {Preset.MarginOfTotal(families.Select(table => table.Cells.Count))}");
            var bounds = readings.ConvertAll(BoundsOfTotal);
            Want(
                bounds.Exists(bound => total.Value is { } value ? value >= bound.Low && value <= bound.High : bound.Low < Preset.Threshold),
                $"the total {total.Codes} is {total.Value}, by the tables from {bounds[0].Low} to {bounds[0].High}");

            // Each family counts the same cases: where one is shown in full, its sum is a second witness.
            found.AddRange(readings[^1].Where(table => table.Cells.All(cell => cell.Value is not null))
                .Where(table => Math.Abs(table.Cells.Sum(cell => cell.Value!.Value) - (total.Value ?? 0)) > Deviations * Preset.Denominator * Math.Sqrt(2 * table.Cells.Count))
                .Select(table => string.Create(CultureInfo.InvariantCulture, $"the total {total.Codes} is {total.Value}, the sum of {table.Name} {table.Cells.Sum(cell => cell.Value)}: noise does not go so far")));
        }

        return $"{cells.Count} totals fit the tables and the formula";
    }

    /// <summary>What the hidden cells of a family may have been: each at most one under the threshold, together under zero only as far as noise ever goes.</summary>
    private (long Low, long High) BoundsOfTotal(List<PublishedTable> families)
    {
        var weight = families.Sum(table => 1.0 / table.Cells.Count);
        double Mean(Func<int, double> hidden) => families.Sum(table => (table.Cells.Sum(cell => cell.Value ?? 0) + hidden(table.Cells.Count(cell => cell.Value is null))) / table.Cells.Count) / weight;
        var low = Mean(cells => cells == 0 ? 0 : -Preset.Denominator * (10 + (Deviations * Math.Sqrt(2 * cells))));
        return ((long)Math.Floor(low + 0.499999), (long)Math.Floor(Mean(cells => cells * (Preset.Threshold - 1.0)) + 0.500001));
    }

    private FormattableString Ledger()
    {
        var rows = Stats.Ledger;
        found.AddRange(rows.GroupBy(row => row.Entry).Where(same => same.Count() > 1).Select(same => $"entry {same.Key} stands twice"));
        found.AddRange(rows.GroupBy(row => (row.Family, row.Period, row.Revision)).Where(same => same.Count() > 1).Select(same => $"{same.Key.Family} {same.Key.Period} was drawn twice as revision {same.Key.Revision}"));
        found.AddRange(rows.Where(row => row.Epsilon != Preset.EpsilonOf(1)).Select(row => $"{row.Family} {row.Period} was drawn with ε {row.Epsilon}"));
        found.AddRange(rows.Where(row => !HexId().IsMatch(row.Release) || !Instant().IsMatch(row.BuiltAt)).Select(row => $"entry {row.Entry} has no id or no moment"));
        List<(string, string)> drawn = [.. rows.Select(row => (row.Family, row.Period)).Distinct()];
        List<(string, string)> shown = [.. Stats.Tables.Where(table => table.Name != Family.Totals.Table)
            .SelectMany(table => table.Cells.Select(cell => (Family.Find(table.Name)!.Code!, cell.Period)).Distinct())];
        found.AddRange(shown.Except(drawn).Select(one => $"{one.Item1} {one.Item2} is shown, and the ledger does not know it"));
        found.AddRange(drawn.Except(shown).Select(one => $"{one.Item1} {one.Item2} is in the ledger, and is not shown"));
        return $"{rows.Count} draws, each family and period once for each revision";
    }

    private bool DrawnHere(Family family)
    {
        using var manifest = JsonDocument.Parse(bundle["manifest.json"]);
        var release = manifest.RootElement.GetProperty("release").GetString();
        return Stats.Ledger.Where(row => row.Family == family.Code).All(row => row.Release == release);
    }

    private FormattableString Codes()
    {
        var labels = 0;
        foreach (var list in CodeLists.Names)
        {
            var records = Csv.Read(bundle[$"codes/{list}.csv"]);
            Want(records[0] is ["code", "label"], $"codes/{list}.csv has other columns");
            Want(records.Skip(1).Select(record => record[0]).SequenceEqual(CodeLists.Of(list, Stats.Countries)), $"codes/{list}.csv has other codes or another order");
            labels += records.Count - 1;
        }

        var files = bundle.Entries.Where(name => name.EndsWith(".csv", StringComparison.Ordinal)).ToList();
        foreach (var name in files)
        {
            found.AddRange(Csv.Read(bundle[name]).SelectMany(record => record).Where(field => field.Length > 0 && Injected.Contains(field[0], StringComparison.Ordinal))
                .Select(field => $"{name} has a text that a spreadsheet would run: {field}"));
        }

        return $"{labels} codes in {CodeLists.Names.Count} lists; nothing a spreadsheet would run in {files.Count} files";
    }

    private FormattableString DataPackage()
    {
        using var document = JsonDocument.Parse(bundle["datapackage.json"]);
        var package = document.RootElement;
        foreach (var property in new[] { "$schema", "name", "version", "created", "licenses", "contributors", "resources", "privacy" })
        {
            Want(package.TryGetProperty(property, out _), $"datapackage.json has no {property}");
        }

        Want(package.GetProperty("created").GetString() == Stats.Created, $"another moment than in stats.json");
        var paths = new List<string>();
        foreach (var resource in package.GetProperty("resources").EnumerateArray())
        {
            var path = resource.GetProperty("path").GetString()!;
            var bytes = bundle[path];
            paths.Add(path);
            Want(resource.GetProperty("bytes").GetInt64() == bytes.Length, $"{path} is {bytes.Length} bytes, datapackage.json says {resource.GetProperty("bytes").GetInt64()}");
            Want(resource.GetProperty("hash").GetString() == "sha256:" + Hex(bytes), $"{path} has another hash than in datapackage.json");
            if (resource.TryGetProperty("schema", out var schema))
            {
                var fields = schema.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString());
                Want(fields.SequenceEqual(Csv.Read(bytes)[0]), $"{path} has other columns than in datapackage.json");
            }
        }

        found.AddRange(Stats.Tables.Select(table => $"data/{table.Name}.csv").Except(paths).Select(path => $"datapackage.json does not list {path}"));
        return $"{paths.Count} resources match in bytes, hash and columns";
    }

    private FormattableString SameWorkbook()
    {
        var workbook = Workbook.Read(bundle["stats.xlsx"]);
        found.AddRange(workbook.Findings);
        return Same("stats.xlsx", table => workbook.Table(table.Name, table.Columns).Cells);
    }

    private FormattableString SameCharts()
    {
        var count = 0;
        foreach (var table in Stats.Tables)
        {
            var bars = Chart.Read($"charts/{table.Name}.svg", bundle[$"charts/{table.Name}.svg"]).ToHashSet();
            foreach (var cell in table.Cells)
            {
                Want(bars.Remove((cell.Period, cell.Codes, cell.Value, cell.Status)), $"the chart of {table.Name} does not show {Named((cell.Period, cell.Codes))} as {cell.Value}");
                count++;
            }

            found.AddRange(bars.Select(bar => $"the chart of {table.Name} shows {Named((bar.Period, bar.Codes))} as {bar.Value}, which stats.json does not say"));
        }

        return $"{count} cells in {Stats.Tables.Count} charts as in stats.json, with title and description";
    }

    private FormattableString Same(string format, Func<PublishedTable, IReadOnlyList<PublishedCell>> read)
    {
        var count = 0;
        foreach (var table in Stats.Tables)
        {
            var cells = read(table);
            Want(cells.Count == table.Cells.Count, $"{format} has {cells.Count} cells of {table.Name}, stats.json {table.Cells.Count}");
            found.AddRange(table.Cells.Zip(cells).Where(pair => pair.First != pair.Second)
                .Select(pair => $"{format} has {pair.Second.Value} {pair.Second.Status} ±{pair.Second.Margin90} for {table.Name} {Named((pair.First.Period, pair.First.Codes))}, stats.json {pair.First.Value} {pair.First.Status} ±{pair.First.Margin90}"));
            count += cells.Count;
        }

        return $"{count} cells as in stats.json";
    }

    private static string Named((string Period, string Codes) cell) => cell.Codes.Length == 0 ? cell.Period : $"{cell.Period} {cell.Codes}";

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [GeneratedRegex(@"\Astats-[a-z0-9]+(-[a-z0-9]+)*-\d{4}(-\d{2}|-Q\d|-\d{4})?-c\d+-r\d+\.zip\z")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex HexId();

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z\z")]
    private static partial Regex Instant();
}
