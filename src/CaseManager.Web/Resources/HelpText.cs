namespace CaseManager.Web;

/// <summary>Text of the page of helplines and first steps. Kept in <c>HelpText.resx</c>.</summary>
public sealed class HelpText;
