namespace CaseManager.Core.Statistics.Releases;

/// <summary>A cell with its noise, in memory only: what lies under the threshold goes no further.</summary>
/// <param name="Codes">Joined by a slash.</param>
/// <param name="Value">Count with noise.</param>
public sealed record DrawnCell(string Codes, long Value);

/// <summary>A drawn family.</summary>
public sealed record DrawnFamily(PlannedDraw Draw, IReadOnlyList<DrawnCell> Cells)
{
    /// <summary>Sum of all cells, for totals.</summary>
    public long Sum => Cells.Aggregate(0L, (sum, cell) => checked(sum + cell.Value));
}
