using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Periods;

namespace CaseManager.Core.Statistics.Ledger;

/// <summary>What one case pays at most, by what the ledger holds: the sum over the draws that its two months lie in.</summary>
public static class Budget
{
    // Every preset's denominator divides it.
    private const long Eighths = 8;

    /// <summary>What no case may pass.</summary>
    public const long CapInEighths = Eighths * Preset.Cap;

    /// <summary>ε of one case over these draws, in eighths: the dearest month to be taken in, and the dearest to be closed.</summary>
    /// <exception cref="OverflowException">No ledger is so long.</exception>
    public static long InEighths(IReadOnlyCollection<Draw> draws) => Enum.GetValues<Side>().Sum(side => Dearest([.. draws.Where(draw => draw.Side == side)]));

    /// <summary>As it is written: <c>2</c>, <c>7/4</c>.</summary>
    public static string Write(IReadOnlyCollection<Draw> draws) => Write(InEighths(draws));

    /// <summary>Eighths as they are written.</summary>
    public static string Write(long eighths) => Fraction.Write(eighths, Eighths);

    private static long Dearest(IReadOnlyList<Draw> draws) => draws
        .Select(draw => draw.From)
        .Select(month => draws.Where(draw => draw.From <= month && month < draw.Until).Sum(draw => checked(draw.Num * Eighths / draw.Den)))
        .DefaultIfEmpty(0)
        .Max();

    /// <summary>One draw, made or planned.</summary>
    public sealed record Draw(Side Side, Month From, Month Until, long Num, long Den)
    {
        public static Draw Of(LedgerEntry entry) => new(FixedCatalogue.Find(entry.Family).Side, entry.From, entry.Until, entry.Num, entry.Den);
    }
}
