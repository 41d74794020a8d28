using CaseManager.StatsAttack.Contract;

namespace CaseManager.StatsAttack.Truth;

/// <summary>One row of the truth: one side of one case.</summary>
/// <param name="Month">Counted from the year 0.</param>
/// <param name="First">Harm type on intake, outcome on closure.</param>
/// <param name="Second">Country on intake, time to removal on closure.</param>
/// <param name="AgeBand">Empty on closure.</param>
public sealed record CodedCase(string Side, int Month, string Platform, string First, string Second, string AgeBand)
{
    /// <summary>The cell of a family it stands in; <see langword="null"/> where the family counts the other side.</summary>
    public string? CellOf(Family family, IReadOnlyList<string> countries) => family.Side != Side ? null : family.Code switch
    {
        "I1" => "",
        "I2" => Platform,
        "I3" or "C1" => First,
        "I4" => countries.Contains(Second) ? Second : CodeLists.OtherCountry,
        "I5" => AgeBand,
        "C2" => Second,
        _ => CodeLists.GroupOf(Platform) + "/" + Second,
    };
}
