namespace CaseManager.Core.Statistics.Bundles;

/// <summary>Names of the sheets of a workbook: at most 31 characters, and no two that differ by capitals alone.</summary>
internal static class SheetNames
{
    private const int Longest = 31;

    /// <summary>Names for tables, in their order; short ones stay as they are.</summary>
    /// <param name="taken">Names that other sheets have.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> tables, params IReadOnlyList<string> taken)
    {
        var names = new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase);
        return [.. tables.Select(table => Enumerable.Range(1, int.MaxValue).Select(turn => Cut(Shorten(table), turn)).First(names.Add))];
    }

    private static string Shorten(string table) => table.Length <= Longest
        ? table
        : table.Replace("platform_group", "group", StringComparison.Ordinal).Replace("removal_time", "time", StringComparison.Ordinal);

    private static string Cut(string name, int turn)
    {
        var mark = turn == 1 ? "" : $"_{turn}";
        return name[..Math.Min(name.Length, Longest - mark.Length)] + mark;
    }
}
