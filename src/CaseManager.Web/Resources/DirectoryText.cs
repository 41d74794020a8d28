namespace CaseManager.Web;

/// <summary>Text of the pages about platforms and regimes. Kept in <c>DirectoryText.resx</c>.</summary>
public sealed class DirectoryText;
