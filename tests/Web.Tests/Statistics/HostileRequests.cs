using CsCheck;

namespace CaseManager.Web.Tests.Statistics;

/// <summary>How the fields of a request are sent.</summary>
public enum Sending
{
    /// <summary>As a page's form, with its token.</summary>
    Form,

    /// <summary>As a form of another site's page.</summary>
    WithoutToken,

    /// <summary>As JSON where a form is awaited.</summary>
    Json,

    /// <summary>In parts.</summary>
    Parts,

    /// <summary>Bytes that say they are a form.</summary>
    Damaged,
}

/// <summary>One request that no page of ours would send.</summary>
/// <param name="Kind">Which of the addresses it is after.</param>
/// <param name="Address">Path and query exactly as they go over the wire.</param>
public sealed record HostileRequest(string Kind, string Method, string Address, Sending Sending, IReadOnlyList<(string Name, string Value)> Fields)
{
    public override string ToString() =>
        $"{Method} {Short(Address)} as {Sending} with {string.Join(", ", Fields.Select(field => $"{Short(field.Name)}={Short(field.Value)}"))}";

    private static string Short(string text) => text.Length > 120 ? $"{text[..120]}… ({text.Length})" : text;
}

/// <summary>Makes such requests to every address of the statistics.</summary>
public static class HostileRequests
{
    /// <summary>What there is under <c>/statistics</c>.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["list", "release", "summary", "bundle", "file", "building", "service", "other"];

    private static readonly string[] Periods =
    [
        "2024", "2025", "2025-Q1", "2025-13", "2026-Q1", "2025-07", "2023-2025", "0000", "9999-12", "-1", "2025-Q1 ", "２０２５", "٢٠٢٥", "2025‮", "2025\0",
        "2025' or '1'='1", "2025;drop table statistics.cells", "1e3", "NaN", "", " ", "null", "🗓", "\ud800", new('9', 40), new('2', 20_000),
    ];

    private static readonly string[] Names =
    [
        "stats.json", "README.txt", "data/totals.csv", "data/intake_by_platform.csv", "charts/totals.svg", "stats.xlsx", "manifest.json", "", ".", "..", "/",
        "../stats.json", "../../building", "data/../stats.json", "data//totals.csv", "./stats.json", "%2e%2e/stats.json", "..%2fstats.json", "..%2f..%2f..%2f..%2fetc%2fpasswd",
        "%2fetc%2fpasswd", "%252e%252e%252fstats.json", "..%5c..%5cappsettings.json", "C:%5Cwindows%5Cwin.ini", "stats.json%00", "stats.json%00.txt", "%00", "stats.json%20",
        "STATS.JSON", "stats.json/", "stats.json;a=1", "stats%2Ejson", "%ff%fe", "%c0%ae%c0%ae/stats.json", "%F0%9F%93%8A.csv", "%E2%80%AEvsc.csv", "%", "%zz", "ledger.json",
        "..%2f{other}%2ffiles%2fstats.json", "../../{unconfirmed}/files/stats.json", new('a', 3_000), new('%', 300), string.Concat(Enumerable.Repeat("../", 200)),
    ];

    private static readonly string[] Handlers =
        ["Ask", "Publish", "TakeOff", "Build", "Correct", "Agree", "Decline", "Declare", "AgreeYear", "ask", "", "Get", "Export", "Delete", "%00", "Ask%0d%0aX:1", "Ask,Build", new('h', 2_000)];

    private static readonly string[] Fields =
        ["period", "Typed", "Year", "Preset", "Intake", "Countries", "request", "releaseId", "handler", "From", "GroupBy", "Filter", "Building", "Requests.Rows[0].Period", "__proto__", "", "period[]", "Year.Value"];

    private static readonly string[] Values =
    [
        "2027", "2028", "99999999999", "-2147483649", "detailed", "standard", "Month", "Quarter", "99", "ThreeYears", "Month,Quarter", "KR DE", "KR\0", "{request}", "{shown}", "true",
        "[]", "<script>alert(1)</script>", "=1+1", "{{7*7}}", "1 or 1=1", "\r\nSet-Cookie: a=b", "\u202e", "\ud83d", new('k', 100_000),
    ];

    private static readonly string[] Queries =
    [
        "", "", "", "?from=2025-01-03&until=2025-01-04", "?group=case&limit=1", "?filter=platform%3Dweibo", "?period=2024", "?period=%00", "?period[]=1&period[]=2", "?releaseId={unconfirmed}",
        "?sql=select%20*%20from%20statistics.inbox", "?format=raw&noise=0&epsilon=1000", "?%00=%00", "?", "?a=%zz", "?revision=1&name=..%2f..%2fledger.json",
    ];

    private static readonly Gen<string> ids = Gen.Frequency(
        (6, Gen.OneOf("{shown}", "{other}", "{unconfirmed}")),
        (3, Gen.OneOf(
            "{SHOWN}", "{shown}%00", "{shown}%20", "%20{shown}", "{shown}.", "{shown},{other}", "{request}", "0", "00000000000000000000000000000000", "..", "%2e%2e", "%2e%2e%2f{shown}",
            "{shown}%2fbundle", "1%20or%201=1", "%E2%80%AE", "%F0%9F%92%A9", "%ff", "%zz", "building%2f", "BUILDING", "Service", "files", new string('f', 3_000))),
        (1, Gen.Byte.Array[1, 40].Select(bytes => string.Concat(bytes.Select(one => $"%{one:x2}")))));

    private static readonly Gen<string> names = Gen.Frequency(
        (4, Gen.OneOf<string>(Names)), (1, Gen.Byte.Array[1, 30].Select(bytes => string.Concat(bytes.Select(one => $"%{one:x2}")))));

    private static readonly Gen<string> values = Gen.Frequency(
        (3, Gen.OneOf<string>(Periods)), (3, Gen.OneOf<string>(Values)), (1, Gen.Char.Array[0, 40].Select(letters => new string(letters))));

    private static readonly Gen<(string Name, string Value)[]> fields = Gen.Frequency(
        (12, Gen.Select(Gen.OneOf<string>(Fields), values).Array[0, 6]),
        (1, Gen.Select(Gen.OneOf("2027", "2028"), Gen.OneOf("standard", "detailed"), Gen.OneOf("Month", "99", "ThreeYears", "-1"), values, (year, preset, intake, countries) =>
            new[] { ("Year", year), ("Preset", preset), ("Intake", intake), ("Countries", countries) })),
        (1, Gen.Int[1_100, 1_200].Select(count => Enumerable.Range(0, count).Select(place => ($"field{place}", "x")).ToArray())));

    private static readonly Gen<(string Kind, string Path)> paths = Gen.OneOf(
        Gen.OneOf("/statistics", "/statistics/", "//statistics", "/STATISTICS", "/statistics%00", "/./statistics").Select(path => ("list", path)),
        ids.Select(id => ("release", $"/statistics/{id}")),
        ids.Select(id => ("summary", $"/statistics/{id}/summary")),
        ids.Select(id => ("bundle", $"/statistics/{id}/bundle")),
        Gen.Select(ids, names, (id, name) => ("file", $"/statistics/{id}/files/{name}")),
        Gen.OneOf("", "/", "/.", "%2f", "/bundle", "%00", "/..%2fbuilding").Select(rest => ("building", $"/statistics/building{rest}")),
        Gen.OneOf("", "/", ".json", "/export", "%20", "/files/stats.json").Select(rest => ("service", $"/statistics/service{rest}")),
        Gen.Select(ids, names, (id, name) => ("other", $"/statistics/{id}/{name}")));

    /// <summary>In braces stands what only a running site knows.</summary>
    public static Gen<HostileRequest> All { get; } = Gen.Select(
        paths,
        Gen.OneOf("GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PROPFIND"),
        Gen.OneOf<string>(Handlers),
        Gen.OneOf<string>(Queries),
        Gen.Frequency((5, Gen.Const(Sending.Form)), (3, Gen.Enum<Sending>())),
        fields,
        (at, method, handler, query, sending, with) => new HostileRequest(
            at.Kind, method, at.Path + (method == "POST" ? $"?handler={handler}" : query), sending, method is "POST" or "PUT" ? with : []));
}
