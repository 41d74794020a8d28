namespace CaseManager.Core.Statistics.Catalogue;

/// <summary>How much noise an organisation puts on its figures; declared for a year before it begins.</summary>
/// <param name="Name">As it is stored and published.</param>
/// <param name="Num">Numerator of ε of one family.</param>
/// <param name="Den">Its denominator.</param>
/// <param name="Threshold">The smallest value that is shown.</param>
/// <param name="Margin90">Distance within which nine of ten draws of one cell stay, whole cases.</param>
public sealed record Preset(string Name, long Num, long Den, long Threshold, long Margin90)
{
    /// <summary>No contribution's ε, over all families and revisions, passes this.</summary>
    public const long Cap = 4;

    public static readonly Preset Strict = new("strict", 1, 8, 40, 18);
    public static readonly Preset Standard = new("standard", 1, 4, 20, 9);
    public static readonly Preset Detailed = new("detailed", 1, 2, 10, 5);

    public static IReadOnlyList<Preset> All { get; } = [Strict, Standard, Detailed];

    /// <summary>ε of one family as it is written: <c>1/4</c>.</summary>
    public string Epsilon => Fraction.Write(Num, Den);

    /// <summary>The preset of this name, or <see langword="null"/>.</summary>
    public static Preset? Find(string name) => All.FirstOrDefault(preset => preset.Name == name);
}
