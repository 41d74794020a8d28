using System.Globalization;
using CaseManager.StatsAttack.Bundles;
using CaseManager.StatsAttack.Contract;

namespace CaseManager.StatsAttack.Attacks;

/// <summary>Many exports side by side: whether together they say anything that one of them does not.</summary>
public sealed class Overlap(IReadOnlyList<Bundle> bundles, Checks checks)
{
    /// <summary>No case may lose more than this in a year, whatever is built and corrected.</summary>
    private const double EpsilonCap = 4;

    public void Run()
    {
        var byName = bundles.GroupBy(bundle => bundle.Name).ToList();
        checks.Say(
            "overlap copies",
            [.. byName.Where(same => same.DistinctBy(bundle => bundle.Sha256).Count() > 1).Select(same => $"{same.Key} exists as {same.DistinctBy(bundle => bundle.Sha256).Count()} different files")],
            $"{bundles.Count} exports of {byName.Count} releases, copies of one byte for byte the same");
        var distinct = bundles.DistinctBy(bundle => bundle.Sha256).ToList();
        OneValueEach(distinct);
        OneDrawEach(distinct);
        NoOverlap(distinct);
        Budget(distinct);
        foreach (var bundle in distinct)
        {
            new Verification(bundle, checks).RunFigures();
        }
    }

    private void OneValueEach(List<Bundle> distinct)
    {
        var values = new Dictionary<string, (long? Value, string Bundle)>(StringComparer.Ordinal);
        var conflicts = new List<string>();
        var read = 0;
        foreach (var bundle in distinct)
        {
            foreach (var table in bundle.Stats.Tables)
            {
                var code = Family.Find(table.Name)!.Code;
                foreach (var cell in table.Cells)
                {
                    var revision = bundle.Stats.Ledger.Where(row => row.Family == code && row.Period == cell.Period).Select(row => row.Revision).DefaultIfEmpty(bundle.Stats.Revision).Max();
                    var key = string.Create(CultureInfo.InvariantCulture, $"{table.Name} {cell.Period} {cell.Codes} revision {revision}");
                    read++;
                    if (!values.TryAdd(key, (cell.Value, bundle.Name)) && values[key].Value != cell.Value)
                    {
                        conflicts.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is {values[key].Value} in {values[key].Bundle} and {cell.Value} in {bundle.Name}"));
                    }
                }
            }
        }

        checks.Say("overlap values", conflicts, $"{read} figures, {values.Count} cells, each with one value");
    }

    private void OneDrawEach(List<Bundle> distinct)
    {
        var rows = distinct.SelectMany(bundle => bundle.Stats.Ledger).Distinct().ToList();
        List<string> findings =
        [
            .. rows.GroupBy(row => (row.Family, row.Period, row.Revision)).Where(same => same.Count() > 1)
                .Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Key.Family} {same.Key.Period} revision {same.Key.Revision} was drawn {same.Count()} times")),
            .. rows.GroupBy(row => row.Entry).Where(same => same.Count() > 1).Select(same => $"entry {same.Key} is {same.Count()} draws"),
        ];
        checks.Say("overlap ledger", findings, $"{rows.Count} draws, each family, period and revision once");
    }

    private void NoOverlap(List<Bundle> distinct)
    {
        var findings = new List<string>();
        var families = Drawn(distinct);
        foreach (var (family, periods) in families)
        {
            findings.AddRange(periods.SelectMany((one, at) => periods.Skip(at + 1).Where(one.Overlaps).Select(other => $"{family} was drawn for {one.Text} and for {other.Text}")));
        }

        checks.Say("overlap periods", findings, $"{families.Sum(family => family.Periods.Count)} periods of {families.Count} families, none in another");
    }

    private void Budget(List<Bundle> distinct)
    {
        var rows = distinct.SelectMany(bundle => bundle.Stats.Ledger).DistinctBy(row => (row.Family, row.Period, row.Revision)).ToList();
        var families = Drawn(distinct);
        var years = families.SelectMany(family => family.Periods).SelectMany(period => Enumerable.Range(period.Year, Math.Max(1, period.Months / 12))).Distinct().Order().ToList();
        var losses = years.ConvertAll(year => (Year: year, Loss: families.Sum(family => family.Periods
            .Where(period => period.Overlaps(new("", 12 * year, 12)))
            .Select(period => rows.Where(row => row.Family == family.Family && row.Period == period.Text).Sum(row => EpsilonOf(row.Epsilon)))
            .DefaultIfEmpty(0).Max())));
        checks.Say(
            "overlap budget",
            [.. losses.Where(one => one.Loss > EpsilonCap + 1e-9).Select(one => string.Create(CultureInfo.InvariantCulture, $"a case of {one.Year} pays ε {one.Loss}"))],
            $"a case pays at most ε {losses.Select(one => one.Loss).DefaultIfEmpty(0).Max()} in a year");
    }

    private static List<(string Family, List<Period> Periods)> Drawn(List<Bundle> distinct) =>
        [.. distinct.SelectMany(bundle => bundle.Stats.Ledger).GroupBy(row => row.Family, (family, rows) => (
            family, rows.Select(row => Period.Read(row.Period) ?? throw new FormatException($"period {row.Period} cannot be read")).Distinct().ToList()))];

    private static double EpsilonOf(string written)
    {
        var parts = written.Split('/');
        return parts.Length == 1 ? Csv.Whole(parts[0]) : (double)Csv.Whole(parts[0]) / Csv.Whole(parts[1]);
    }
}
