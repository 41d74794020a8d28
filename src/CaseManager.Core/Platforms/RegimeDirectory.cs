namespace CaseManager.Core.Platforms;

/// <summary>The regimes the program knows.</summary>
public sealed class RegimeDirectory
{
    private static readonly Lazy<RegimeDirectory> Shipped = new(() => new RegimeDirectory(SeedFile.Read<RegimeFile>("regimes.json")));

    private readonly Dictionary<string, Regime> byId;

    internal RegimeDirectory(RegimeFile file)
        : this(file.Regimes, file.Compiled)
    {
    }

    /// <summary>The organisation's own records over those the program came with.</summary>
    internal RegimeDirectory(IReadOnlyList<Regime> regimes)
        : this(regimes, Seed.Compiled)
    {
    }

    private RegimeDirectory(IReadOnlyList<Regime> regimes, DateOnly compiled)
    {
        byId = regimes.ToDictionary(regime => regime.Id, StringComparer.Ordinal);
        All = regimes;
        Compiled = compiled;
    }

    /// <summary>The records that ship with the program.</summary>
    public static RegimeDirectory Seed => Shipped.Value;

    public IReadOnlyList<Regime> All { get; }

    /// <summary>Day the records the program came with were put together.</summary>
    public DateOnly Compiled { get; }

    public Regime? Find(string id) => byId.GetValueOrDefault(id);
}

/// <summary>The seed file of regimes, member for member.</summary>
internal sealed record RegimeFile
{
    public required string Title { get; init; }

    public required DateOnly Compiled { get; init; }

    public required int RecordCount { get; init; }

    public required string Disclaimer { get; init; }

    public required IReadOnlyDictionary<string, string> ConfidenceLegend { get; init; }

    public required IReadOnlyDictionary<string, string> DeadlineLegend { get; init; }

    public required IReadOnlyDictionary<string, string> SenderLegend { get; init; }

    public required IReadOnlyDictionary<string, string> ClockLegend { get; init; }

    public required IReadOnlyList<Regime> Regimes { get; init; }
}
