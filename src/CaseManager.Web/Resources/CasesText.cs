namespace CaseManager.Web;

/// <summary>Text of the staff's case pages. Kept in <c>CasesText.resx</c>.</summary>
public sealed class CasesText;
