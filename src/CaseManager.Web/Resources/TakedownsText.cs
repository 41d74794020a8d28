namespace CaseManager.Web;

/// <summary>Text of the staff's takedown and contact pages. Kept in <c>TakedownsText.resx</c>.</summary>
public sealed class TakedownsText;
