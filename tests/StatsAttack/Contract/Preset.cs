using System.Globalization;

namespace CaseManager.StatsAttack.Contract;

/// <summary>What an organisation may declare, by docs/statistics-release.md.</summary>
/// <param name="Name">As it is published.</param>
/// <param name="Denominator">ε of one family is one over this.</param>
/// <param name="Threshold">No value is under it.</param>
/// <param name="Margin90">Of a cell.</param>
public sealed record Preset(string Name, int Denominator, long Threshold, long Margin90)
{
    public static IReadOnlyList<Preset> All { get; } = [new("strict", 8, 40, 18), new("standard", 4, 20, 9), new("detailed", 2, 10, 5)];

    /// <summary>Of one family.</summary>
    public double Epsilon => 1.0 / Denominator;

    /// <summary>Of all eight.</summary>
    public double EpsilonTotal => 8 * Epsilon;

    public static Preset? Find(string? name) => All.FirstOrDefault(preset => preset.Name == name);

    /// <summary>ε of several families as it is written: <c>7/4</c>, <c>2</c>.</summary>
    public string EpsilonOf(int families)
    {
        var (top, bottom) = (families, Denominator);
        while (top % 2 == 0 && bottom % 2 == 0)
        {
            (top, bottom) = (top / 2, bottom / 2);
        }

        return bottom == 1 ? top.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{top}/{bottom}");
    }

    /// <summary>What a value of this size is called.</summary>
    public static string StatusOf(long? value, long margin) => value is not { } shown ? "below_threshold" : shown < 4 * margin ? "imprecise" : "ok";

    /// <summary>Margin of a total over families of these sizes.</summary>
    public long MarginOfTotal(IEnumerable<int> cells) =>
        (long)Math.Ceiling(1.645 * Math.Sqrt(2.0 * Denominator * Denominator / cells.Sum(count => 1.0 / count)));
}
