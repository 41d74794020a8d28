using CaseManager.StatsAttack.Attacks;
using CaseManager.StatsAttack.Contract;
using CaseManager.StatsAttack.Truth;

namespace CaseManager.StatsAttack.Toys;

/// <summary>Exporters as others have them: any filter somebody likes, answered from the cases. Made to be broken, so that the attacks are known to see.</summary>
public static class FilterToys
{
    private const int SuppressedBelow = 10;

    /// <summary>Answers a sum over some cells, or nothing.</summary>
    /// <param name="universe">Which cells.</param>
    /// <param name="cells">A bit for each that the filter lets through.</param>
    private delegate double? Exporter(int universe, UInt128 cells);

    /// <summary>Live data, counts under ten not shown.</summary>
    public static IReadOnlyList<Universe> Suppression(IReadOnlyList<CodedCase> cases, ulong seed)
    {
        var world = new World(cases);
        return world.Ask(seed, deviation: 1, (universe, cells) => world.Count(universe, cells) is var count && count < SuppressedBelow ? null : count);
    }

    /// <summary>The cell-key method: bounded noise that hangs on who is in the cell (D = 5, V = 3, the spread of most entropy; zeros stay).</summary>
    public static IReadOnlyList<Universe> CellKeys(IReadOnlyList<CodedCase> cases, ulong seed)
    {
        var world = new World(cases);
        var tables = Enumerable.Range(0, CellKeyNoise.Most + 1).Select(CellKeyNoise.TableFor).ToArray();
        return world.Ask(seed, deviation: 2, (universe, cells) =>
        {
            var count = world.Count(universe, cells);
            var key = (SplitMix64.Mix(world.Keys(universe, cells)) >> 11) * (1.0 / (1UL << 53));
            return count + (count == 0 ? 0 : CellKeyNoise.Draw(tables[Math.Min(count, CellKeyNoise.Most)], key));
        });
    }

    /// <summary>The right noise, drawn anew for every export.</summary>
    public static IReadOnlyList<Universe> RedrawnNoise(IReadOnlyList<CodedCase> cases, Preset preset, ulong seed)
    {
        var world = new World(cases);
        var noise = SplitMix64.For(seed, 2);
        return world.Ask(seed, Math.Sqrt(2) * preset.Denominator, (universe, cells) =>
        {
            var value = world.Count(universe, cells) + noise.Laplace(preset.Epsilon);
            return value < preset.Threshold ? null : value;
        });
    }

    /// <summary>The right noise, drawn once for each cell; a filter adds up what is stored. What the others are measured against.</summary>
    public static IReadOnlyList<Universe> FrozenNoise(IReadOnlyList<CodedCase> cases, Preset preset, ulong seed)
    {
        var world = new World(cases);
        var noise = SplitMix64.For(seed, 3);
        var stored = new Dictionary<(int, int), long>();
        return world.Ask(seed, Math.Sqrt(2) * preset.Denominator, (universe, cells) =>
        {
            long sum = 0;
            foreach (var cell in Universe.Members(cells))
            {
                if (!stored.TryGetValue((universe, cell), out var value))
                {
                    stored[(universe, cell)] = value = world.Count(universe, UInt128.One << cell) + noise.Laplace(preset.Epsilon);
                }

                sum += value;
            }

            return sum;
        });
    }

    /// <summary>Platforms of each month, and months of each platform, with the questions an attacker asks of both.</summary>
    private sealed class World
    {
        private readonly List<(string Name, int[] Counts, ulong[] Keys)> universes = [];

        public World(IReadOnlyList<CodedCase> cases)
        {
            var intake = cases.Where(one => one.Side == "intake").Index().ToList();
            var months = intake.Select(one => one.Item.Month).Distinct().Order().ToList();
            foreach (var month in months)
            {
                Add($"month {month}", intake.Where(one => one.Item.Month == month), one => CodeLists.Platforms.Index().First(code => code.Item == one.Platform).Index, CodeLists.Platforms.Count);
            }

            foreach (var platform in CodeLists.Platforms)
            {
                Add(platform, intake.Where(one => one.Item.Platform == platform), one => months.IndexOf(one.Month), months.Count);
            }
        }

        public int Count(int universe, UInt128 cells) => Universe.Members(cells).Sum(cell => universes[universe].Counts[cell]);

        public ulong Keys(int universe, UInt128 cells) =>
            Universe.Members(cells).Aggregate(0UL, (sum, cell) => unchecked(sum + universes[universe].Keys[cell]));

        /// <summary>Every export of the attacker: each cell by itself, the year to date, and for each of many exports a random filter with and without each small cell.</summary>
        public List<Universe> Ask(ulong seed, double deviation, Exporter exporter)
        {
            var random = SplitMix64.For(seed, 1);
            var asked = new List<Universe>();
            foreach (var (number, (name, counts, _)) in universes.Index())
            {
                var universe = new Universe(name);
                asked.Add(universe);
                foreach (var (cell, count) in counts.Index())
                {
                    universe.Add(name + cell, count);
                    Put(universe, UInt128.One << cell, 0);
                    Put(universe, (UInt128.One << (cell + 1)) - 1, 0);
                }

                for (var copy = 0; copy < Recovery.Many; copy++)
                {
                    foreach (var cell in counts.Index().Where(cell => cell.Item is >= 1 and <= 9).Select(cell => cell.Index))
                    {
                        var filter = (UInt128)random.Next() & ((UInt128.One << counts.Length) - 1) & ~(UInt128.One << cell);
                        Put(universe, filter, copy);
                        Put(universe, filter | (UInt128.One << cell), copy);
                    }
                }

                void Put(Universe into, UInt128 cells, int copy)
                {
                    if (cells != 0 && exporter(number, cells) is { } value)
                    {
                        into.Answers.Add(new(cells, value, deviation, copy));
                    }
                }
            }

            return asked;
        }

        private void Add(string name, IEnumerable<(int Index, CodedCase Item)> cases, Func<CodedCase, int> cellOf, int size)
        {
            var (counts, keys) = (new int[size], new ulong[size]);
            foreach (var (index, one) in cases)
            {
                counts[cellOf(one)]++;
                keys[cellOf(one)] = unchecked(keys[cellOf(one)] + SplitMix64.Mix((ulong)index + 1));
            }

            universes.Add((name, counts, keys));
        }
    }
}
