namespace CaseManager.Web.Pages.Public;

/// <summary>A text box of the form without script.</summary>
/// <param name="Error">What has to be looked at again; <see langword="null"/> where nothing has.</param>
public sealed record PlainField(string Name, string Label, string? Hint, string? Value, bool IsLong, string? Error);

/// <summary>A choice of one among several.</summary>
/// <param name="Choices">Code and text, in order.</param>
/// <param name="Chosen">The code that is chosen.</param>
public sealed record PlainChoice(string Name, string Legend, string? Hint, IReadOnlyList<(string Code, string Text)> Choices, string Chosen);

/// <summary>A box to tick.</summary>
public sealed record PlainTick(string Name, string Label, bool IsTicked);
