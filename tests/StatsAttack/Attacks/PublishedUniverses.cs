using System.Globalization;
using CaseManager.StatsAttack.Bundles;
using CaseManager.StatsAttack.Contract;
using CaseManager.StatsAttack.Truth;

namespace CaseManager.StatsAttack.Attacks;

/// <summary>Everything that bundles say, year by year and side by side: cells, totals, and which sums have to be the same.</summary>
public static class PublishedUniverses
{
    private const double Margin90InDeviations = 1.645;

    public static IReadOnlyList<Universe> Read(IReadOnlyList<Bundle> bundles, TruthFile truth)
    {
        var universes = new Dictionary<string, Universe>(StringComparer.Ordinal);
        var copies = new Dictionary<string, int>(StringComparer.Ordinal);
        var counted = new Dictionary<(Family, string), IReadOnlyDictionary<string, int>>();
        foreach (var bundle in bundles)
        {
            var stats = bundle.Stats;
            var period = Period.Read(stats.Period) ?? throw new FormatException($"period {stats.Period} cannot be read");
            var copy = copies[stats.Period] = copies.GetValueOrDefault(stats.Period, -1) + 1;
            foreach (var side in new[] { "intake", "closed" })
            {
                var name = period.Months == 36 ? $"{stats.Period} {side}" : string.Create(CultureInfo.InvariantCulture, $"{period.Year} {side}");
                var tables = stats.Tables.Where(table => Family.Find(table.Name)!.Side == side).ToList();
                if (tables.Count > 0)
                {
                    universes.TryAdd(name, new(name));
                    AddTables(universes[name], stats, tables, copy, (family, text) => counted.TryGetValue((family, text), out var counts)
                        ? counts
                        : counted[(family, text)] = truth.Count(family, Period.Read(text)!, stats.Countries));
                    AddTotal(universes[name], stats, side, tables, copy);
                }
            }
        }

        return [.. universes.Values];
    }

    private static void AddTables(
        Universe universe, StatsJson stats, List<PublishedTable> tables, int copy, Func<Family, string, IReadOnlyDictionary<string, int>> truth)
    {
        foreach (var table in tables)
        {
            foreach (var cell in table.Cells)
            {
                var bit = universe.Add(Key(table, cell), truth(Family.Find(table.Name)!, cell.Period)[cell.Codes]);
                if (cell.Value is { } value)
                {
                    universe.Answers.Add(new(bit, value, cell.Margin90 / Margin90InDeviations, copy));
                }
            }
        }

        // Families of one side count the same cases; and the last table of closures is the one before it, divided further.
        if (stats.Period.Length != 7)
        {
            foreach (var (one, other) in tables.Zip(tables.Skip(1)))
            {
                universe.Links.Add((CellsOf(universe, one), CellsOf(universe, other)));
            }
        }

        if (tables.Find(table => table.Name == Family.All[6].Table) is { } times && tables.Find(table => table.Name == Family.All[7].Table) is { } divided)
        {
            foreach (var time in times.Cells)
            {
                universe.Links.Add((CellsOf(universe, times, time.Codes), CellsOf(universe, divided, time.Codes)));
            }
        }
    }

    private static void AddTotal(Universe universe, StatsJson stats, string side, List<PublishedTable> tables, int copy)
    {
        var total = stats.Tables.Where(table => table.Name == Family.Totals.Table).SelectMany(table => table.Cells).FirstOrDefault(cell => cell.Codes == side);
        if (total?.Value is { } value)
        {
            universe.Answers.AddRange(tables.Select(table => new Answer(CellsOf(universe, table), value, total.Margin90 / Margin90InDeviations, copy)));
        }
    }

    private static UInt128 CellsOf(Universe universe, PublishedTable table, string ending = "") =>
        table.Cells.Where(cell => cell.Codes == ending || cell.Codes.EndsWith("/" + ending, StringComparison.Ordinal) || ending.Length == 0)
            .Aggregate(UInt128.Zero, (cells, cell) => cells | universe.Add(Key(table, cell), 0));

    private static string Key(PublishedTable table, PublishedCell cell) => $"{table.Name} {cell.Period} {cell.Codes}";
}
