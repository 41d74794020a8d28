namespace CaseManager.Web;

/// <summary>Text of the pages and commands about statistics. Kept in <c>StatisticsText.resx</c>.</summary>
public sealed class StatisticsText;
