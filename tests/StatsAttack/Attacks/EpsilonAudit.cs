using CaseManager.StatsAttack.Contract;

namespace CaseManager.StatsAttack.Attacks;

/// <summary>Publishes a cell with and without one case many times over and compares how often each thing is seen.</summary>
public sealed class EpsilonAudit(Preset preset, int[] noise, int runs, Checks checks)
{
    private const double Slack = 0.02;
    private const double Seen = 0.8;

    // An event that is hardly ever seen says nothing.
    private const int LeastSeen = 200;

    // One-sided 1 % shared out among some sixty events.
    private const double Deviations = 3.6;

    public static int DrawsFor(int runs) => 2 * runs;

    public void Run()
    {
        var t = (int)preset.Threshold;
        foreach (var count in new[] { 1, t - 1, t + 5 })
        {
            var (lower, events) = LowerBound(count);
            var least = count == t - 1 ? Seen * preset.Epsilon : 0;
            checks.Say(
                lower <= preset.Epsilon + Slack && lower >= least, $"audit-eps {preset.Name} at {count}",
                $"ε is at least {lower:F3} by {events} events of {runs} paired runs; declared {preset.Epsilon:F3}, allowed from {least:F3} to {preset.Epsilon + Slack:F3}");
        }
    }

    /// <summary>The largest 99 % lower bound of a log ratio over all tails of what is published.</summary>
    private (double Lower, int Events) LowerBound(int count)
    {
        var without = Tails(count, noise.AsSpan(0, runs));
        var with = Tails(count + 1, noise.AsSpan(runs, runs));
        var (lower, events) = (0.0, 0);
        for (var at = 0; at < without.Length; at++)
        {
            foreach (var (one, other) in new[] { (without[at], with[at]), (runs - without[at], runs - with[at]) })
            {
                if (one >= LeastSeen && other >= LeastSeen)
                {
                    events++;
                    var deviation = Math.Sqrt((1.0 / one) + (1.0 / other) - (2.0 / runs));
                    lower = Math.Max(lower, Math.Abs(Math.Log((double)one / other)) - (Deviations * deviation));
                }
                else if (Math.Max(one, other) >= LeastSeen * 5 && Math.Min(one, other) == 0)
                {
                    // Seen often in one of the two worlds, never in the other.
                    return (double.PositiveInfinity, events + 1);
                }
            }
        }

        return (lower, events);
    }

    /// <summary>How often the published value is at least t, t + 1, and so on; what is under t is hidden.</summary>
    private int[] Tails(int count, ReadOnlySpan<int> draws)
    {
        var tails = new int[12 * preset.Denominator + 8];
        foreach (var draw in draws)
        {
            var above = count + draw - (int)preset.Threshold;
            if (above >= 0)
            {
                tails[Math.Min(above, tails.Length - 1)]++;
            }
        }

        for (var at = tails.Length - 2; at >= 0; at--)
        {
            tails[at] += tails[at + 1];
        }

        return tails;
    }
}
