using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Releases;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>The JSON files of a bundle.</summary>
internal static class BundleJson
{
    // Read by people too: letters stay letters.
    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>stats.json</c>.</summary>
    public static byte[] Figures(ReleaseDraft release, IReadOnlyList<ReleaseTable> tables) => Write(new JsonObject
    {
        ["v"] = 1,
        ["format"] = "casemanager statistics",
        ["organisation"] = release.Policy.Organisation,
        ["period"] = release.Plan.Period.Text,
        ["revision"] = release.Plan.Revision,
        ["catalogue"] = FixedCatalogue.Version,
        ["preset"] = release.Plan.Preset.Name,
        ["created"] = Instant(release.BuiltAt),
        ["software"] = release.Policy.Software,
        ["countries"] = new JsonArray([.. release.Plan.Countries.Select(country => JsonValue.Create(country))]),
        ["privacy"] = Privacy(release),
        ["tables"] = new JsonArray([.. tables.Select(Table)]),
        ["ledger"] = Ledger(release),
    });

    /// <summary><c>datapackage.json</c>, Data Package v2.</summary>
    public static byte[] Package(ReleaseDraft release, IReadOnlyList<ReleaseTable> tables, IReadOnlyDictionary<string, byte[]> files)
    {
        var privacy = Privacy(release);
        privacy["catalogue"] = FixedCatalogue.Version;
        privacy["revision"] = release.Plan.Revision;
        privacy["ledger"] = Ledger(release);
        return Write(new JsonObject
        {
            ["$schema"] = "https://datapackage.org/profiles/2.0/datapackage.json",
            ["name"] = Path.GetFileNameWithoutExtension(release.FileName),
            ["title"] = $"{release.Policy.Organisation}: figures for {release.Plan.Period.Text}",
            ["version"] = string.Create(CultureInfo.InvariantCulture, $"{FixedCatalogue.Version}.{release.Plan.Revision}.0"),
            ["created"] = Instant(release.BuiltAt),
            ["licenses"] = new JsonArray(new JsonObject { ["name"] = "CC-BY-4.0", ["title"] = "Creative Commons Attribution 4.0", ["path"] = "https://creativecommons.org/licenses/by/4.0/" }),
            ["contributors"] = new JsonArray(new JsonObject { ["title"] = release.Policy.Organisation, ["roles"] = new JsonArray("publisher") }),
            ["resources"] = new JsonArray([.. tables.Select(table => Resource(table, release.Plan.Countries, files)), .. BundleFacts.Lists(release.Plan.Countries).Select(list => ListResource(list.Name, files))]),
            ["privacy"] = privacy,
        });
    }

    /// <summary><c>manifest.json</c>.</summary>
    public static byte[] Manifest(ReleaseDraft release, IReadOnlyDictionary<string, byte[]> files) => Write(new JsonObject
    {
        ["v"] = 1,
        ["format"] = "casemanager statistics manifest",
        ["release"] = HexId.Write(release.Id),
        ["organisation"] = release.Policy.Organisation,
        ["period"] = release.Plan.Period.Text,
        ["revision"] = release.Plan.Revision,
        ["created"] = Instant(release.BuiltAt),
        ["files"] = new JsonArray([.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new JsonObject
        {
            ["name"] = file.Key,
            ["length"] = file.Value.Length,
            ["sha256"] = Hash(file.Value),
        })]),
    });

    /// <summary><c>signature.json</c>.</summary>
    public static byte[] Signature(byte[] key, byte[] signature) => Write(new JsonObject
    {
        ["v"] = 1,
        ["label"] = SignReleases.Label,
        ["key"] = Base64Url(key),
        ["signature"] = Base64Url(signature),
    });

    private static JsonObject Privacy(ReleaseDraft release) => new()
    {
        ["mechanism"] = "discrete-laplace",
        ["privacyUnit"] = "case",
        ["contributionBound"] = 1,
        ["epsilonPerFamily"] = release.Plan.Preset.Epsilon,
        ["epsilonTotal"] = BundleFacts.EpsilonTotal(release),
        ["threshold"] = release.Plan.Preset.Threshold,
        ["margin90"] = release.Plan.Preset.Margin90,
    };

    private static JsonObject Table(ReleaseTable table) => new()
    {
        ["name"] = table.Name,
        ["family"] = table.Family,
        ["dimensions"] = new JsonArray([.. table.Dimensions.Select(dimension => JsonValue.Create(dimension))]),
        ["rows"] = new JsonArray([.. table.Rows.Select(row => Row(table, row))]),
    };

    private static JsonObject Row(ReleaseTable table, ReleaseRow row)
    {
        var cells = new JsonObject { ["period"] = row.Period };
        foreach (var (dimension, code) in table.Dimensions.Zip(row.Codes))
        {
            cells[dimension] = code;
        }

        cells["value"] = row.Value;
        cells["status"] = row.Status;
        cells["margin90"] = row.Margin90;
        return cells;
    }

    private static JsonArray Ledger(ReleaseDraft release) => new([.. release.Ledger.Select(entry => new JsonObject
    {
        ["entry"] = entry.Entry,
        ["family"] = FixedCatalogue.Find(entry.Family).Code,
        ["period"] = entry.Period,
        ["revision"] = entry.Revision,
        ["epsilon"] = Fraction.Write(entry.Num, entry.Den),
        ["release"] = HexId.Write(entry.ReleaseId),
        ["builtAt"] = Instant(entry.BuiltAt),
    })]);

    private static JsonObject Resource(ReleaseTable table, IReadOnlyList<string> countries, IReadOnlyDictionary<string, byte[]> files)
    {
        var lists = BundleFacts.Lists(countries).ToDictionary(list => list.Name, list => list.Codes);
        var fields = new JsonArray { new JsonObject { ["name"] = "period", ["type"] = "string", ["constraints"] = Required() } };
        foreach (var dimension in table.Dimensions)
        {
            var codes = lists.TryGetValue(dimension, out var listed) ? listed.Select(code => (code.Name, code.Label)) : [("intake", "Reports taken in"), ("closed", "Cases closed")];
            fields.Add(new JsonObject
            {
                ["name"] = dimension,
                ["type"] = "string",
                ["categories"] = new JsonArray([.. codes.Select(code => new JsonObject { ["value"] = code.Item1, ["label"] = code.Item2 })]),
                ["constraints"] = Required(),
            });
        }

        fields.Add(new JsonObject { ["name"] = "value", ["type"] = "integer", ["constraints"] = new JsonObject { ["minimum"] = 0 } });
        fields.Add(new JsonObject
        {
            ["name"] = "status",
            ["type"] = "string",
            ["categories"] = new JsonArray([.. CellStatus.All.Select(status => JsonValue.Create(status.Name))]),
            ["constraints"] = Required(),
        });
        fields.Add(new JsonObject { ["name"] = "margin90", ["type"] = "integer", ["constraints"] = new JsonObject { ["required"] = true, ["minimum"] = 0 } });
        return File(table.Name, $"data/{table.Name}.csv", table.Title, fields, ["period", .. table.Dimensions], files);
    }

    private static JsonObject ListResource(string name, IReadOnlyDictionary<string, byte[]> files) => File(
        $"codes_{name}",
        $"codes/{name}.csv",
        $"What the codes of {name} mean",
        [new JsonObject { ["name"] = "code", ["type"] = "string", ["constraints"] = Required() }, new JsonObject { ["name"] = "label", ["type"] = "string", ["constraints"] = Required() }],
        ["code"],
        files);

    private static JsonObject File(
        string name, string path, string title, JsonArray fields, IReadOnlyList<string> key, IReadOnlyDictionary<string, byte[]> files) => new()
        {
            ["$schema"] = "https://datapackage.org/profiles/2.0/dataresource.json",
            ["name"] = name,
            ["title"] = title,
            ["path"] = path,
            ["type"] = "table",
            ["format"] = "csv",
            ["mediatype"] = "text/csv",
            ["encoding"] = "utf-8",
            ["bytes"] = files[path].Length,
            ["hash"] = $"sha256:{Hash(files[path])}",
            ["schema"] = new JsonObject
            {
                ["$schema"] = "https://datapackage.org/profiles/2.0/tableschema.json",
                ["fields"] = fields,
                ["missingValues"] = new JsonArray(""),
                ["primaryKey"] = new JsonArray([.. key.Select(column => JsonValue.Create(column))]),
            },
        };

    private static JsonObject Required() => new() { ["required"] = true };

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static byte[] Write(JsonObject document)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            document.WriteTo(writer);
        }

        stream.Write(Encoding.ASCII.GetBytes("\n"));
        return stream.ToArray();
    }
}
