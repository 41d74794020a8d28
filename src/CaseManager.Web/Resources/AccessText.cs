namespace CaseManager.Web;

/// <summary>Text of the staff host's frame, of signing in, of keys and of people. Kept in <c>AccessText.resx</c>.</summary>
public sealed class AccessText;
