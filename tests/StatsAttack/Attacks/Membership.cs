using CaseManager.StatsAttack.Contract;

namespace CaseManager.StatsAttack.Attacks;

/// <summary>Somebody who knows every other case asks of one person whether she is counted, and sees what is published of the eight cells she would stand in.</summary>
public sealed class Membership(Preset preset, int[] noise, int trials, Checks checks)
{
    public const int Families = 8;

    /// <summary>True counts of her cells without her: seen in full, and as they mostly are.</summary>
    private static IReadOnlyList<(string Name, Func<Preset, int[]> Counts)> Situations { get; } =
    [
        ("every cell shown", preset => [.. Enumerable.Repeat((int)preset.Threshold * 20, Families)]),
        ("cells of every size", preset =>
        {
            var t = (int)preset.Threshold;
            return [1, t - 1, t, t + 5, 3 * t, 5 * t, 0, t - 4];
        }),
    ];

    private double Limit => preset.Name switch { "strict" => 0.64, "standard" => 0.70, _ => 0.80 };

    /// <summary>Draws it uses up: half to learn from, half to attack.</summary>
    public static int DrawsFor(int trials) => 2 * trials * Families;

    public void Run()
    {
        var half = noise.Length / 2;
        var learned = Histogram(noise.AsSpan(0, half));
        var random = new SplitMix64(7);
        foreach (var (name, counts) in Situations)
        {
            Run(name, counts(preset), learned, noise.AsSpan(half), random);
        }
    }

    private void Run(string name, int[] counts, Dictionary<int, int> learned, ReadOnlySpan<int> draws, SplitMix64 random)
    {
        double byFormula = 0, byLearning = 0;
        var (certain, sure, sureAndRight, highest) = (0, 0, 0, 0.0);
        var most = Math.Exp(preset.EpsilonTotal) / (1 + Math.Exp(preset.EpsilonTotal));
        for (var trial = 0; trial < trials; trial++)
        {
            var isIn = random.Below(2) == 1;
            double formula = 0, learning = 0;
            var isCertain = false;
            for (var family = 0; family < Families; family++)
            {
                var seen = counts[family] + (isIn ? 1 : 0) + draws[(trial * Families) + family];
                var isShown = seen >= preset.Threshold;
                formula += isShown ? Shown(seen - counts[family]) : Hidden(counts[family]);
                learning += isShown ? LearnedRatio(learned, seen - counts[family], ref isCertain) : Hidden(counts[family]);
            }

            byFormula += Score(formula, isIn);
            byLearning += Score(learning, isIn);
            certain += isCertain ? 1 : 0;
            var posterior = 1 / (1 + Math.Exp(-Math.Abs(formula)));
            highest = Math.Max(highest, posterior);
            if (posterior > most - 0.1)
            {
                sure++;
                sureAndRight += formula > 0 == isIn ? 1 : 0;
            }
        }

        // What the declared mechanism cannot stay under where every cell is shown; a sampler with less noise goes past it.
        var limit = Math.Min(Limit + 0.01, Best() + 0.012);
        checks.Say(
            byFormula / trials <= limit && byLearning / trials <= limit, $"membership {preset.Name}, {name}, accuracy",
            $"{100 * byFormula / trials:F1} % by the formula, {100 * byLearning / trials:F1} % learned from draws, of {trials}; allowed {100 * limit:F1} %");
        checks.Say(
            highest <= most + 0.005 && certain == 0, $"membership {preset.Name}, {name}, posterior",
            $"highest {highest:F3}, bound {most:F3}; {certain} times certain");

        // Nobody may be right more often than the bound says, however sure.
        var rate = sure == 0 ? 0 : (double)sureAndRight / sure;
        var allowed = most + 0.005 + (sure == 0 ? 0 : 2.326 * Math.Sqrt(most * (1 - most) / sure));
        checks.Say(rate <= allowed, $"membership {preset.Name}, {name}, surest", $"{sure} surest answers right {100 * rate:F1} %, bound {100 * most:F1} %, allowed {100 * allowed:F1} %");
    }

    /// <summary>Half a point for a toss-up.</summary>
    private static double Score(double ratio, bool isIn) => Math.Abs(ratio) < 1e-9 ? 0.5 : ratio > 0 == isIn ? 1 : 0;

    private double Shown(int distance) => preset.Epsilon * (Math.Abs(distance) - Math.Abs(distance - 1));

    private double Hidden(int count) => Math.Log(Below(preset.Threshold - count - 1) / Below(preset.Threshold - count));

    /// <summary>Pr[noise &lt; bound].</summary>
    private double Below(long bound)
    {
        var p = Math.Exp(-preset.Epsilon);
        return bound <= 0 ? Math.Pow(p, 1 - bound) / (1 + p) : 1 - (Math.Pow(p, bound) / (1 + p));
    }

    private static double LearnedRatio(Dictionary<int, int> learned, int distance, ref bool isCertain)
    {
        var (with, without) = (learned.GetValueOrDefault(distance - 1), learned.GetValueOrDefault(distance));
        isCertain |= Math.Min(with, without) == 0 && Math.Max(with, without) >= 50;
        return Math.Log((with + 5.0) / (without + 5.0));
    }

    /// <summary>The accuracy that the declared noise allows at best: eight signs, each right with 1 / (1 + e^-ε).</summary>
    private double Best()
    {
        var right = 1 / (1 + Math.Exp(-preset.Epsilon));
        double sum = 0, ways = 1;
        for (var hits = 0; hits <= Families; hits++)
        {
            sum += ways * Math.Pow(right, hits) * Math.Pow(1 - right, Families - hits) * (2 * hits == Families ? 0.5 : 2 * hits > Families ? 1 : 0);
            ways = ways * (Families - hits) / (hits + 1);
        }

        return sum;
    }

    private static Dictionary<int, int> Histogram(ReadOnlySpan<int> draws)
    {
        var histogram = new Dictionary<int, int>();
        foreach (var draw in draws)
        {
            histogram[draw] = histogram.GetValueOrDefault(draw) + 1;
        }

        return histogram;
    }
}
