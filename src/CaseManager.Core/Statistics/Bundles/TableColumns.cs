namespace CaseManager.Core.Statistics.Bundles;

/// <summary>The columns of a table, the same in every file.</summary>
internal static class TableColumns
{
    /// <summary>Names in their order; before the value stand the texts of a cell.</summary>
    public static IReadOnlyList<string> Of(ReleaseTable table) => ["period", .. table.Dimensions, "value", "status", "margin90"];
}
