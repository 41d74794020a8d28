using System.Numerics;

namespace CaseManager.Core.Sealing.Frames;

/// <summary>Lengths frames are padded to, so that a size tells little.</summary>
public static class Padding
{
    /// <summary>The shortest frame, bytes.</summary>
    public const int Smallest = 4096;

    /// <summary>4 KiB, above that Padmé, which costs at most 12 %.</summary>
    /// <remarks>Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019.</remarks>
    public static int PaddedLength(int length)
    {
        if (length <= Smallest)
        {
            return Smallest;
        }

        var exponent = BitOperations.Log2((uint)length);
        var kept = BitOperations.Log2((uint)exponent) + 1;
        var step = 1 << (exponent - kept);
        return (length + step - 1) / step * step;
    }
}
