namespace CaseManager.Web;

/// <summary>Text of the public pages. Kept in <c>PublicText.resx</c>.</summary>
public sealed class PublicText;
