namespace CaseManager.Web.Pages.Shared;

/// <summary>A field for a password or passphrase, with a button that shows what was typed.</summary>
/// <param name="Label">Already in the reader's language.</param>
/// <param name="Name">Of the field in the post; <see langword="null"/> where it never leaves the browser.</param>
public sealed record Secret(string Id, string Label, string? Hint = null, string? Name = null, string Autocomplete = "off", string LabelClass = "");
