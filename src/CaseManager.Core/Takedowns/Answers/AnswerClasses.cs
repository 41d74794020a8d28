namespace CaseManager.Core.Takedowns.Answers;

/// <summary>What a mail says: codes of <c>mail classify</c>. A proposal that a person confirms.</summary>
public static class AnswerClasses
{
    /// <summary>It came in, nothing is decided, and the mail says nothing else.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>They want links, identity, authority, evidence or a form first.</summary>
    public const string AsksForMore = "asks_for_more";

    public const string Refused = "refused";

    /// <summary>Removed, restricted or gone, wholly or in part, by their word.</summary>
    public const string SaysRemoved = "says_removed";

    /// <summary>Nothing happens before the sender's address is confirmed.</summary>
    public const string ConfirmAddress = "confirm_address";

    /// <summary>Trying again does not help.</summary>
    public const string BouncePermanent = "bounce_permanent";

    /// <summary>Delayed, or not accepted for now.</summary>
    public const string BounceTemporary = "bounce_temporary";

    /// <summary>Refused because of who sent it, or how it looked.</summary>
    public const string BouncePolicy = "bounce_policy";

    /// <summary>A robot that confirms nothing: absence, a mailbox nobody reads.</summary>
    public const string AutoReply = "auto_reply";

    public const string Other = "other";

    /// <summary>What somebody can answer; a person may record each of them.</summary>
    public static IReadOnlySet<string> ByPeople { get; } = new HashSet<string> { Acknowledged, AsksForMore, Refused, SaysRemoved, ConfirmAddress, Other };

    /// <summary>What a mail can be besides, by the work of machines.</summary>
    public static IReadOnlySet<string> Automatic { get; } = new HashSet<string> { BouncePermanent, BounceTemporary, BouncePolicy, AutoReply };

    public static IReadOnlyList<string> All { get; } =
    [
        Acknowledged, AsksForMore, Refused, SaysRemoved, ConfirmAddress, BouncePermanent, BounceTemporary, BouncePolicy, AutoReply, Other,
    ];
}
