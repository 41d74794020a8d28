namespace CaseManager.StatsAttack.Attacks;

/// <summary>Tries to get the true counts from 1 to 9 back out of everything that was published.</summary>
/// <remarks>
/// A method may not be right more often than somebody who always says the commonest of these counts, by three points and what chance does to few
/// cells (one-sided 99 %); and 256 exports may not tell more than 16. Noise that is drawn anew behind a threshold gives small cells away slowly, so
/// that large ones are watched too: whatever the noise, more exports may not hit more of them.
/// </remarks>
public static class Recovery
{
    public const int Few = 16;
    public const int Many = 256;
    private const int Large = 60;
    private const double Slack = 0.03;
    private const double OneSided99 = 2.326;

    public static void Run(IReadOnlyList<Universe> universes, Checks checks, string label)
    {
        var targets = TargetsOf(universes, count => count is >= 1 and <= 9);
        checks.Say(
            true, $"{label} exports",
            $"{targets.Count} true 1-9 cells in {universes.Count} sides of years, {universes.SelectMany(universe => universe.Answers).Select(answer => answer.Copy + 1).DefaultIfEmpty(0).Max()} exports of the same");
        var commonest = targets.Count == 0 ? 1 : Commonest(targets).Count;
        var single = Guesses(targets, target => Single(target));
        Judge(checks, $"{label} reading", single);
        var growing = new List<(string Name, Dictionary<Target, long> Few, Dictionary<Target, long> Many)>();
        foreach (var (name, attack) in new (string, Func<int, Dictionary<Target, long>>)[]
        {
            ("differencing", copies => Differences(targets, copies)),
            ("least squares", copies => Solved(universes, targets, copies, commonest)),
        })
        {
            var (few, many) = (attack(Few), attack(Many));
            Judge(checks, $"{label} {name} m={Few}", few);
            Judge(checks, $"{label} {name} m={Many}", many);
            growing.Add((name, few, many));
        }

        foreach (var (name, few, many) in growing)
        {
            JudgeGrowth(checks, $"{label} {name} growth", Few, few, many);
        }

        var large = TargetsOf(universes, count => count >= Large);
        JudgeGrowth(checks, $"{label} large cells growth", 1, Differences(large, 1), Differences(large, Many));
    }

    private static List<Target> TargetsOf(IReadOnlyList<Universe> universes, Func<int, bool> isTarget) =>
        [.. universes.SelectMany(universe => universe.Truth.Index().Where(cell => isTarget(cell.Item)).Select(cell => new Target(universe, cell.Index, cell.Item)))];

    private static double? Single(Target target) =>
        target.Universe.Answers.FirstOrDefault(answer => answer.Copy == 0 && answer.Cells == target.Bit)?.Value;

    /// <summary>Pairs of answers that differ by the target alone, from as many exports as allowed; their mean.</summary>
    /// <remarks>Subtraction, one filter more or less, and a month more of a year to date are all this.</remarks>
    private static Dictionary<Target, long> Differences(IReadOnlyList<Target> targets, int copies)
    {
        var answers = targets.Select(target => target.Universe).Distinct().ToDictionary(
            universe => universe,
            universe => universe.Answers.Where(answer => answer.Copy < copies).GroupBy(answer => (answer.Copy, answer.Cells))
                .ToDictionary(same => same.Key, same => same.Average(answer => answer.Value)));
        return Guesses(targets, target =>
        {
            var known = answers[target.Universe];
            var with = known.Where(answer => (answer.Key.Cells & target.Bit) != 0).ToList();

            // The noise of a sum over many cells would drown what the pairs say.
            return Mean(with, answer => Published(known, answer.Copy, answer.Cells ^ target.Bit)) ?? Mean(with, answer => SumOfCells(known, answer.Copy, answer.Cells ^ target.Bit));
        });
    }

    private static double? Mean(List<KeyValuePair<(int Copy, UInt128 Cells), double>> answers, Func<(int Copy, UInt128 Cells), double?> without)
    {
        var differences = answers.Select(answer => answer.Value - without(answer.Key)).OfType<double>().ToList();
        return differences.Count == 0 ? null : differences.Average();
    }

    private static double? Published(Dictionary<(int Copy, UInt128 Cells), double> known, int copy, UInt128 cells) =>
        cells == 0 ? 0 : known.TryGetValue((copy, cells), out var value) ? value : null;

    /// <summary>Nothing where one of the cells is not known.</summary>
    private static double? SumOfCells(Dictionary<(int Copy, UInt128 Cells), double> known, int copy, UInt128 cells)
    {
        var sum = 0.0;
        foreach (var cell in Universe.Members(cells))
        {
            if (!known.TryGetValue((copy, UInt128.One << cell), out var value))
            {
                return null;
            }

            sum += value;
        }

        return sum;
    }

    private static Dictionary<Target, long> Solved(IReadOnlyList<Universe> universes, IReadOnlyList<Target> targets, int copies, double guess)
    {
        var solutions = universes.ToDictionary(universe => universe, universe => LeastSquares.Solve(universe, copies, guess));
        return Guesses(targets, target => solutions[target.Universe][target.Cell]);
    }

    private static Dictionary<Target, long> Guesses(IReadOnlyList<Target> targets, Func<Target, double?> estimate)
    {
        var guesses = new Dictionary<Target, long>();
        foreach (var target in targets)
        {
            if (estimate(target) is { } value)
            {
                guesses.Add(target, (long)Math.Round(value));
            }
        }

        return guesses;
    }

    private static void Judge(Checks checks, string name, Dictionary<Target, long> guesses)
    {
        if (guesses.Count == 0)
        {
            checks.Say(true, name, $"no true 1-9 cell is in reach");
            return;
        }

        var hits = Hits(guesses);
        var blind = Commonest(guesses.Keys).Times / (double)guesses.Count;
        var share = Math.Min(1, blind + Slack);
        var allowed = Math.Min(guesses.Count, (share * guesses.Count) + (OneSided99 * Math.Sqrt(share * (1 - share) * guesses.Count)));
        checks.Say(
            hits <= allowed, name,
            $"{hits} of {guesses.Count} true 1-9 cells exact ({100.0 * hits / guesses.Count:F1} %), blind guess {100 * blind:F1} %, allowed {100 * allowed / guesses.Count:F1} %");
    }

    private static void JudgeGrowth(Checks checks, string name, int fewer, Dictionary<Target, long> few, Dictionary<Target, long> many)
    {
        var both = few.Keys.Where(many.ContainsKey).ToList();
        var (before, after) = (both.Count(target => few[target] == target.Truth), both.Count(target => many[target] == target.Truth));

        // Cells that only many exports bring into reach count as found.
        after += many.Count(guess => !few.ContainsKey(guess.Key) && guess.Value == guess.Key.Truth);
        var count = Math.Max(1, many.Count);
        var share = (double)before / count;
        var allowed = Slack + (OneSided99 * Math.Sqrt(2 * share * (1 - share) / count));
        checks.Say(
            (double)(after - before) / count <= allowed, name,
            $"{100 * share:F1} % exact with {fewer} exports, {100.0 * after / count:F1} % with {Many}, allowed {100 * allowed:F1} points more");
    }

    private static int Hits(Dictionary<Target, long> guesses) => guesses.Count(guess => guess.Value == guess.Key.Truth);

    private static (int Count, int Times) Commonest(IEnumerable<Target> targets) =>
        targets.GroupBy(target => target.Truth, (count, same) => (Count: count, Times: same.Count())).MaxBy(one => one.Times);

    private sealed record Target(Universe Universe, int Cell, int Truth)
    {
        public UInt128 Bit => UInt128.One << Cell;
    }
}
