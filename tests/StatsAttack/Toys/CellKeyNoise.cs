namespace CaseManager.StatsAttack.Toys;

/// <summary>Bounded noise of the cell-key method: within five, variance three, mean zero, never under zero, otherwise as even as that allows.</summary>
public static class CellKeyNoise
{
    private const int Bound = 5;
    private const double Variance = 3;

    /// <summary>From this count on the table is the same.</summary>
    public const int Most = Bound;

    /// <summary>Weights of -5 to 5 for a count.</summary>
    public static double[] TableFor(int count)
    {
        var least = -Math.Min(count, Bound);
        double[] Weights(double tilt, double narrowness) =>
            [.. Enumerable.Range(-Bound, (2 * Bound) + 1).Select(noise => noise < least ? 0 : Math.Exp((tilt * noise) - (narrowness * noise * noise)))];
        double[] Centred(double narrowness) => Weights(Root(-20, 20, tilt => Mean(Weights(tilt, narrowness), noise => noise)), narrowness);
        return Centred(Root(5, -1, narrowness => Mean(Centred(narrowness), noise => noise * noise) - Variance));
    }

    /// <param name="key">From 0 to below 1: where in the table the cell lies.</param>
    public static int Draw(double[] table, double key)
    {
        var left = key * table.Sum();
        for (var at = 0; at < table.Length; at++)
        {
            left -= table[at];
            if (left < 0)
            {
                return at - Bound;
            }
        }

        return Bound;
    }

    private static double Mean(double[] weights, Func<int, double> value) =>
        weights.Index().Sum(weight => weight.Item * value(weight.Index - Bound)) / weights.Sum();

    /// <summary>Where a rising function passes zero, by halving; the nearer end where it does not.</summary>
    private static double Root(double under, double over, Func<double, double> rising)
    {
        for (var step = 0; step < 60; step++)
        {
            var middle = (under + over) / 2;
            (under, over) = rising(middle) < 0 ? (middle, over) : (under, middle);
        }

        return (under + over) / 2;
    }
}
