namespace CaseManager.Web;

/// <summary>Text that both hosts use. Kept in <c>SharedText.resx</c>.</summary>
public sealed class SharedText;
