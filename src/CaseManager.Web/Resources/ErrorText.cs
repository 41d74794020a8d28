namespace CaseManager.Web;

/// <summary>Text of the pages that say why there is no other page. Kept in <c>ErrorText.resx</c>.</summary>
public sealed class ErrorText;
