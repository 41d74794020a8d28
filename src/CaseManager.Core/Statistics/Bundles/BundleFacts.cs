using CaseManager.Core.Statistics.Catalogue;
using CaseManager.Core.Statistics.Codes;
using CaseManager.Core.Statistics.Ledger;
using CaseManager.Core.Statistics.Periods;
using CaseManager.Core.Statistics.Releases;

namespace CaseManager.Core.Statistics.Bundles;

/// <summary>What several files of a bundle say.</summary>
internal static class BundleFacts
{
    /// <summary>ε of one case over every draw that touches the period, as it is written: <c>2</c>.</summary>
    public static string EpsilonTotal(ReleaseDraft release) => Budget.Write([.. release.Ledger.Select(Budget.Draw.Of)]);

    /// <summary>The tables, in the order of the catalogue; totals last.</summary>
    public static IReadOnlyList<ReleaseTable> Tables(ReleaseDraft release, IReadOnlyList<ReleaseCell> cells, IReadOnlyList<ReleaseCell> earlier)
    {
        var byFamily = cells.Concat(earlier).ToLookup(cell => cell.Family);
        var tables = FixedCatalogue.Families
            .Where(family => byFamily.Contains(family.Number))
            .Select(family => new ReleaseTable(family.Table, family.Code, family.Title, family.Dimensions, Rows(byFamily[family.Number])));
        return byFamily.Contains(ReleaseCell.Totals)
            ? [.. tables, new ReleaseTable("totals", null, "Totals", ["side"], Rows(byFamily[ReleaseCell.Totals]))]
            : [.. tables];
    }

    /// <summary>The code lists, with the words for each code.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<Code> Codes)> Lists(IReadOnlyList<string> countries) =>
    [
        ("platform", CodeLists.Platform.Codes),
        ("platform_group", CodeLists.PlatformGroup.Codes),
        ("harm_type", CodeLists.HarmType.Codes),
        ("country", [.. countries.Append(Countries.Other).Select(country => new Code(country, Countries.NameOf(country)))]),
        ("age_band", CodeLists.AgeBand.Codes),
        ("outcome", CodeLists.Outcome.Codes),
        ("time_to_removal_band", CodeLists.RemovalTime.Codes),
        ("status", CellStatus.All),
    ];

    private static IReadOnlyList<ReleaseRow> Rows(IEnumerable<ReleaseCell> cells) =>
    [
        .. cells
            .OrderBy(cell => Period.TryParse(cell.Period, out var period) ? period.From.Index : 0)
            .ThenBy(cell => cell.Place)
            .Select(cell => new ReleaseRow(cell.Period, cell.Codes.Length == 0 ? [] : cell.Codes.Split('/'), cell.Value, cell.Status, cell.Margin90)),
    ];
}
