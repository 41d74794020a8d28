namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>The notice a mail belongs to.</summary>
/// <param name="Notice"><see langword="null"/> where none was found.</param>
/// <param name="Rule">How, one of <see cref="MatchRules"/>.</param>
/// <param name="IsSenderExpected">Whether the sender's domain is the recipient's.</param>
public sealed record MailMatch(Notice? Notice, string Rule, bool IsSenderExpected)
{
    public static MailMatch None { get; } = new(null, MatchRules.None, IsSenderExpected: false);

    /// <summary>A hint only: a code that people type, or a number from a sender nobody vouches for.</summary>
    public bool IsGuess { get; init; }

    /// <summary>Whether a mark nobody else can make led here, or a mail or number that belongs to the notice already.</summary>
    public bool IsCertain => Notice is not null && !IsGuess;
}

/// <summary>How a mail's notice was found, as codes; the first that applies counts.</summary>
public static class MatchRules
{
    /// <summary>It came to a reply or bounce address whose mark verifies.</summary>
    public const string Address = "address";

    /// <summary>It refers to a Message-ID of ours whose mark verifies.</summary>
    public const string MessageId = "message-id";

    /// <summary>It refers to a mail that belongs to the notice.</summary>
    public const string EarlierMail = "earlier-mail";

    /// <summary>It carries the number the recipient gave before, and comes from its domain.</summary>
    public const string Ticket = "ticket";

    /// <summary>It carries our code for people, and comes from the recipient's domain.</summary>
    public const string HumanCode = "human-code";

    /// <summary>Nothing led anywhere.</summary>
    public const string None = "none";

    /// <summary>A person said so.</summary>
    public const string ByPerson = "by-person";
}
