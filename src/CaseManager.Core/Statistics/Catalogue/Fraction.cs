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

    /// <summary>Reads what was written.</summary>
    /// <exception cref="FormatException">It is no fraction.</exception>
    public static (long Num, long Den) Read(string text)
    {
        var parts = text.Split('/');
        return parts.Length <= 2
            ? (Number(parts[0]), parts.Length == 2 ? Number(parts[1]) : 1)
            : throw new FormatException("This is no fraction.");
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Greatest common divisor.</summary>
    internal static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
}
