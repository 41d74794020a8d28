namespace CaseManager.Core.Takedowns;

/// <summary>What a recipient can answer, as codes. The answer itself is sealed.</summary>
public static class AnswerKinds
{
    /// <summary>It came in, nothing more.</summary>
    public const string Received = "received";

    /// <summary>They want to know more.</summary>
    public const string AsksForMore = "asks-for-more";

    /// <summary>They will not act.</summary>
    public const string Refused = "refused";

    /// <summary>They say it is removed; that is looked at before anybody believes it.</summary>
    public const string SaysRemoved = "says-removed";

    /// <summary>Something else.</summary>
    public const string Other = "other";

    /// <summary>Every kind.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string> { Received, AsksForMore, Refused, SaysRemoved, Other };
}
