using CaseManager.Core.Takedowns.Answers;

namespace CaseManager.Core.Takedowns.Inbound;

/// <summary>A mail that came in, as it was read in memory. Nothing of its words is stored but under a seal.</summary>
public sealed record InboundMail
{
    /// <summary>Where it lies.</summary>
    public required MailPlace Place { get; init; }

    /// <summary>SHA-256 of its bytes, 32 bytes.</summary>
    public required byte[] RawHash { get; init; }

    /// <summary>When our mailbox got it, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>One of <see cref="MailKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it says, one of <see cref="AnswerClasses"/>.</summary>
    public required string Class { get; init; }

    /// <summary>The rule that said so.</summary>
    public required string Rule { get; init; }

    /// <summary>Whether it may move something by itself, as far as it alone tells.</summary>
    public bool MayMove { get; init; }

    /// <summary>The sender's own number for our notice.</summary>
    public string? Ticket { get; init; }

    /// <summary>A delivery report says that the address does not exist (RFC 3463, 5.1.x).</summary>
    public bool IsBadAddress { get; init; }

    /// <summary>A delivery report says that their server gave up, whatever its status.</summary>
    public bool GaveUp { get; init; }

    /// <summary>Whom a delivery report is about; empty where it does not say.</summary>
    public IReadOnlyList<string> Bounced { get; init; } = [];

    /// <summary>Every address it came to, envelope first.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Ids of mails it refers to: In-Reply-To, References, and the original inside a delivery report.</summary>
    public IReadOnlyList<string> RefersTo { get; init; } = [];

    /// <summary>Its own id, without angle brackets.</summary>
    public string? MessageId { get; init; }

    public string From { get; init; } = "";

    /// <summary>Domain of <see cref="From"/>, lower case; empty where it cannot be told.</summary>
    public string FromDomain { get; init; } = "";

    /// <summary>What our own mail server found out about the sender.</summary>
    public SenderVerdict Sender { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>Its words as plain text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Why it could not be read, one of <see cref="ReadingProblems"/>: then it stays where it lies.</summary>
    public string? Unread { get; init; }
}

/// <summary>Where a mail lies (RFC 3501, 2.3.1.1).</summary>
/// <param name="Folder">Name of the account and folder in the settings, such as <c>inbox</c>.</param>
/// <param name="Validity">UIDVALIDITY: another number, and the numbers of mails mean nothing any more.</param>
/// <param name="Uid">Number of the mail, from 1, growing.</param>
public sealed record MailPlace(string Folder, long Validity, long Uid);
