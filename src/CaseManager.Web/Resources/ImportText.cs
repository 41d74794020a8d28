namespace CaseManager.Web;

/// <summary>Text of the page that imports open cases. Kept in <c>ImportText.resx</c>.</summary>
public sealed class ImportText;
