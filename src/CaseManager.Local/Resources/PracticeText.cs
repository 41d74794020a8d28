namespace CaseManager.Local.Resources;

/// <summary>Text of the practice page. Kept in <c>PracticeText.resx</c>.</summary>
public sealed class PracticeText;
