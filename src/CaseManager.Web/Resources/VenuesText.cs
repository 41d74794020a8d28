namespace CaseManager.Web;

/// <summary>Text of the pages about channels, groups and sites. Kept in <c>VenuesText.resx</c>.</summary>
public sealed class VenuesText;
