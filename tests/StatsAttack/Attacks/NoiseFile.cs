using System.Globalization;

namespace CaseManager.StatsAttack.Attacks;

/// <summary>Draws of a sampler, one whole number a line.</summary>
public static class NoiseFile
{
    /// <exception cref="IOException">A line that is no whole number, or too few of them.</exception>
    public static int[] Read(string path, int atLeast)
    {
        int[] draws = [.. File.ReadLines(path).Select(line =>
            int.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var draw) ? draw : throw new IOException($"{path} has a line that is no whole number: {line}"))];
        return draws.Length >= atLeast ? draws : throw new IOException($"{path} has {draws.Length} draws; this attack needs {atLeast}.");
    }
}
