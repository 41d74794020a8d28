namespace CaseManager.Web.Pages.Staff.Cases;

/// <summary>One question with its answers as radio buttons.</summary>
/// <param name="Group">Name of the group; its answers are the texts <c>Code.GROUP.CODE</c>.</param>
/// <param name="Legend">Name of the question's text.</param>
/// <param name="Hint">Name of a hint's text, if there is one.</param>
public sealed record Choice(string Group, string Legend, string? Hint, string[] Codes);
