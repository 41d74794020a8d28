namespace CaseManager.Core.Takedowns.Answers;

/// <summary>Why the body of a mail was not read. Its headers may have been.</summary>
public static class ReadingProblems
{
    public const string Empty = "empty";

    /// <summary>More bytes than are read.</summary>
    public const string TooLarge = "too_large";

    /// <summary>More parts or headers than are read.</summary>
    public const string TooManyParts = "too_many_parts";

    /// <summary>The parser gave up.</summary>
    public const string Unreadable = "unreadable";
}
