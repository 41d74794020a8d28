using CaseManager.Core.Statistics.Catalogue;

namespace CaseManager.Core.Statistics.Releases;

/// <summary>A total made of what was drawn; it costs no budget.</summary>
/// <param name="Value">Whole cases; may be under the threshold.</param>
/// <param name="Margin90">Whole cases.</param>
public sealed record Total(long Value, long Margin90)
{
    // 1.645, the 95th hundredth of the normal distribution, in thousandths.
    private const long Quantile = 1_645;

    /// <summary>The mean of the families' sums, each weighted by one over its number of cells, halves rounded up.</summary>
    /// <param name="sums">Sum and number of cells of each family.</param>
    /// <exception cref="OverflowException">The numbers are far beyond any organisation.</exception>
    public static Total Of(IReadOnlyList<(long Sum, int Cells)> sums, Preset preset)
    {
        var common = sums.Aggregate(1L, (product, one) => checked(product * one.Cells / Fraction.Divisor(product, one.Cells)));
        var weights = sums.Sum(one => common / one.Cells);
        var weighted = sums.Aggregate(0L, (sum, one) => checked(sum + (one.Sum * (common / one.Cells))));
        return new Total(FloorDivide(checked((2 * weighted) + weights), 2 * weights), Margin(common, weights, preset));
    }

    // The smallest m with m² · weights · num² · 10⁶ ≥ quantile² · 2 · den² · common.
    private static long Margin(long common, long weights, Preset preset)
    {
        var right = checked(Quantile * Quantile * 2 * preset.Den * preset.Den * common);
        var left = checked(1_000_000 * preset.Num * preset.Num * weights);
        long margin = 0;
        while (checked(margin * margin * left) < right)
        {
            margin++;
        }

        return margin;
    }

    private static long FloorDivide(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);
}
