namespace CaseManager.Core.Statistics.Noise;

/// <summary>Gives the next 64 random bits.</summary>
public delegate ulong RandomWord();

/// <summary>Exact noise in whole numbers: Pr[X = x] is proportional to exp(-|x| · num / den).</summary>
/// <remarks>
/// Canonne, Kamath, Steinke, "The Discrete Gaussian for Differential Privacy" (2020), algorithm 2. Checked 64-bit integers all the way: floating
/// point gives itself away in its last bits (Mironov 2012).
/// </remarks>
public static class DiscreteLaplace
{
    /// <summary>Largest numerator and denominator of an ε.</summary>
    public const long Limit = 1_000;

    /// <summary>Draws once.</summary>
    /// <param name="words">Random bits; used up as needed.</param>
    /// <param name="num">Numerator of ε, from 1 to 1,000.</param>
    /// <param name="den">Denominator of ε, from 1 to 1,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An ε outside the limits.</exception>
    /// <exception cref="OverflowException">A product does not fit; nothing was drawn.</exception>
    public static long Draw(RandomWord words, long num, long den)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(num is >= 1 and <= Limit && den is >= 1 and <= Limit, true, nameof(num));
        while (true)
        {
            var isNegative = Uniform(words, 2) == 0;
            var size = Geometric(words, num, den);

            // Zero would be drawn twice as often as it should.
            if (!isNegative || size != 0)
            {
                return isNegative ? -size : size;
            }
        }
    }

    /// <summary>Pr[k] is proportional to exp(-k · num / den).</summary>
    private static long Geometric(RandomWord words, long num, long den)
    {
        long rest;
        do
        {
            rest = Uniform(words, den);
        }
        while (!IsTrueWithExp(words, rest, den));

        long whole = 0;
        while (IsTrueWithExp(words, 1, 1))
        {
            whole = checked(whole + 1);
        }

        return checked((whole * den) + rest) / num;
    }

    /// <summary>True with probability exp(-a / d), for a from 0 to d.</summary>
    private static bool IsTrueWithExp(RandomWord words, long a, long d)
    {
        long k = 1;
        while (Uniform(words, checked(d * k)) < a)
        {
            k = checked(k + 1);
        }

        return k % 2 == 1;
    }

    /// <summary>A number from 0 to below <paramref name="n"/>, each as likely.</summary>
    private static long Uniform(RandomWord words, long n)
    {
        var size = checked((ulong)n);
        var left = (ulong.MaxValue % size + 1) % size;
        while (true)
        {
            // The last words are too few to be shared out evenly.
            var word = words();
            if (word <= ulong.MaxValue - left)
            {
                return (long)(word % size);
            }
        }
    }
}
