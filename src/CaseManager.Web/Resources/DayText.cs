namespace CaseManager.Web;

/// <summary>Text of the pages of a caseworker's day. Kept in <c>DayText.resx</c>.</summary>
public sealed class DayText;
