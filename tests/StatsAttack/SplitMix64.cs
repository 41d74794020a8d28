namespace CaseManager.StatsAttack;

/// <summary>Numbers that look random and come out the same on every machine and every runtime, for synthetic cases and toys. Protects nothing.</summary>
/// <remarks>Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (2014).</remarks>
public sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>A generator of its own for each of several names under one seed.</summary>
    public static SplitMix64 For(ulong seed, ulong stream) => new(Mix(unchecked((seed * 0x9E3779B97F4A7C15) ^ Mix(stream + 1))));

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state = unchecked(state + 0x9E3779B97F4A7C15);
        return Mix(state);
    }

    /// <summary>From 0 to below 1.</summary>
    public double NextShare() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 to below <paramref name="n"/>; the unevenness of the remainder does not matter here.</summary>
    public int Below(int n) => (int)(Next() % (ulong)n);

    /// <summary>Index of one of the weights, each as likely as its share of their sum.</summary>
    public int Pick(IReadOnlyList<double> weights)
    {
        var left = NextShare() * weights.Sum();
        for (var index = 0; index < weights.Count - 1; index++)
        {
            left -= weights[index];
            if (left < 0)
            {
                return index;
            }
        }

        return weights.Count - 1;
    }

    /// <summary>Discrete Laplace: Pr[x] proportional to exp(-|x|ε), as the difference of two geometric numbers. In floating point: for toys only.</summary>
    public long Laplace(double epsilon) => Geometric(epsilon) - Geometric(epsilon);

    private long Geometric(double epsilon) => (long)Math.Floor(Math.Log(1 - NextShare()) / -epsilon);

    /// <summary>A number spread evenly over 64 bits from any number.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
