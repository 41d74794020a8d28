namespace CaseManager.StatsAttack.Contract;

/// <summary>One table of the catalogue; <see cref="Totals"/> has no family's code, because nothing is drawn for it.</summary>
/// <param name="Code">As the ledger writes it, or <see langword="null"/>.</param>
/// <param name="Side"><c>intake</c> or <c>closed</c>; empty for totals.</param>
public sealed record Family(string? Code, string Side, string Table, params IReadOnlyList<string> Dimensions)
{
    public static readonly Family ByPeriod = new("I1", "intake", "intake_by_period");
    public static readonly Family Totals = new(null, "", "totals", "side");

    /// <summary>The eight, in the order they are published in.</summary>
    public static IReadOnlyList<Family> All { get; } =
    [
        ByPeriod,
        new("I2", "intake", "intake_by_platform", "platform"),
        new("I3", "intake", "intake_by_harm", "harm_type"),
        new("I4", "intake", "intake_by_country", "country"),
        new("I5", "intake", "intake_by_age", "age_band"),
        new("C1", "closed", "closed_by_outcome", "outcome"),
        new("C2", "closed", "closed_by_removal_time", "time_to_removal_band"),
        new("C3", "closed", "closed_by_platform_group_and_removal_time", "platform_group", "time_to_removal_band"),
    ];

    public static Family? Find(string table) => table == Totals.Table ? Totals : All.FirstOrDefault(family => family.Table == table);

    /// <summary>Every cell of one period in its order; codes joined by a slash.</summary>
    public IReadOnlyList<string> Cells(IReadOnlyList<string> countries) => Dimensions switch
    {
        [] => [""],
        [var one] => CodeLists.Of(one, countries),
        [var one, var two] => [.. CodeLists.Of(one, countries).SelectMany(_ => CodeLists.Of(two, countries), (first, second) => first + "/" + second)],
        _ => throw new InvalidOperationException("No table has three dimensions."),
    };
}
