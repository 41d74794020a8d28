namespace CaseManager.Local.Practice;

/// <summary>The receipt of a report that was sealed and sent at the first start.</summary>
/// <param name="Name">Names the story, and the text that says what it is about.</param>
public sealed record SampleReport(string Name, string Words, string Digits);
