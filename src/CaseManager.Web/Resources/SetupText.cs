namespace CaseManager.Web;

/// <summary>Text of the ceremony, of the holders' page and of what a holder prints. Kept in <c>SetupText.resx</c>.</summary>
public sealed class SetupText;
