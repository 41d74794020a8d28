namespace CaseManager.Migrations;

/// <summary>A database role beside the owner, and where its password comes from.</summary>
public sealed record DatabaseRole(string Name, string PasswordVariable)
{
    public static readonly DatabaseRole App = new("casemanager_app", "CaseManager__AppPassword");

    public static readonly DatabaseRole StatisticsBuilder =
        new("casemanager_statistics_builder", "CaseManager__StatisticsBuilderPassword");

    public static readonly DatabaseRole StatisticsReader =
        new("casemanager_statistics_reader", "CaseManager__StatisticsReaderPassword");

    public static IReadOnlyList<DatabaseRole> All { get; } = [App, StatisticsBuilder, StatisticsReader];
}
