namespace CaseManager.Local.Practice;

/// <summary>An account that was invited at the first start; its link works once, for seven days.</summary>
public sealed record PracticeInvitation(string Name, string Link, DateTimeOffset ExpiresAt);
