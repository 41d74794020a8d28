namespace CaseManager.Web;

/// <summary>Text of the form without script. Kept in <c>PlainFormText.resx</c>.</summary>
public sealed class PlainFormText;
