namespace CaseManager.Core.Takedowns.Answers;

/// <summary>An inbound mail as far as its bytes tell: nothing of it is verified. Plaintext: held in memory, sealed, never logged.</summary>
/// <remarks>No string holds a lone surrogate or a control character but tab and line feed.</remarks>
public sealed record ReadMail
{
    /// <summary>Without angle brackets, as are all ids here.</summary>
    public string? MessageId { get; init; }

    public IReadOnlyList<string> InReplyTo { get; init; } = [];

    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Addresses of the From header; empty where it names none.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Domain of the one From address, lower case; null where there is none or several.</summary>
    public string? FromDomain { get; init; }

    /// <summary>Where it may have been delivered to: Delivered-To, X-Original-To, Envelope-To, then To and Cc.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Topmost Return-Path; empty for the null path of a bounce, null without the header.</summary>
    public string? ReturnPath { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>Authentication-Results headers as they stand, topmost first: only what our own server wrote counts.</summary>
    public IReadOnlyList<string> AuthenticationResults { get; init; } = [];

    public AutomaticMarks Automatic { get; init; } = new();

    /// <summary>It has the shape of a mail of ours that came back; only <see cref="Notices.MailTokens"/> can tell whether it is one.</summary>
    public bool LooksOwn { get; init; }

    /// <summary>What a person reads: the plain text, else the HTML as text.</summary>
    public string Text { get; init; } = "";

    /// <summary><see cref="Text"/> without what is quoted, and without the signature.</summary>
    public string NewText { get; init; } = "";

    /// <summary>The same of the HTML where a plain text was preferred to it; null where there is only one of them.</summary>
    public string? AlternativeNewText { get; init; }

    /// <summary>What a formal delivery report says (RFC 3464).</summary>
    public BounceReport? Bounce { get; init; }

    /// <summary>Addresses of X-Failed-Recipients, which some servers write instead of a formal report.</summary>
    public IReadOnlyList<string> FailedRecipients { get; init; } = [];

    /// <summary>Ids with the shape of ours found in the text or in an attached original: for bounces without a formal report.</summary>
    public IReadOnlyList<string> EnclosedIds { get; init; } = [];

    /// <summary>Top-level type, lower case, such as <c>multipart/report</c>, and its <c>report-type</c>.</summary>
    public string ContentType { get; init; } = "text/plain";

    public string? ReportType { get; init; }

    /// <summary>Why the body was not read, one of <see cref="ReadingProblems"/>; null where it was.</summary>
    public string? Problem { get; init; }
}
