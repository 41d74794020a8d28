using System.Globalization;

namespace CaseManager.Core.Statistics.Catalogue;

/// <summary>Fractions of whole numbers, as they are written.</summary>
public static class Fraction
{
    /// <summary><c>1/4</c>, <c>7/4</c>, <c>2</c>.</summary>
    public static string Write(long num, long den)
    {
        var divisor = Divisor(num, den);
        var (top, bottom) = (num / divisor, den / divisor);
        return bottom == 1
            ? top.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{top}/{bottom}");
    }

    private static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
}
