namespace CaseManager.Core.Takedowns.Sending;

/// <summary>What became of one attempt to send.</summary>
public enum SendOutcome
{
    /// <summary>A positive answer to the final dot.</summary>
    Accepted,

    /// <summary>Refused for now, by a 4xx status, before anything can have been kept.</summary>
    Temporary,

    /// <summary>Refused for good, by a 5xx status.</summary>
    Permanent,

    /// <summary>The relay was not there or did not want us: nothing to do with this notice.</summary>
    RelayFailed,

    /// <summary>The connection broke after the first byte of the text: it may or may not have been kept (RFC 1047).</summary>
    Unknown,
}

/// <summary>What became of one attempt, in codes.</summary>
/// <param name="Outcome">The class.</param>
/// <param name="Reason">One of <see cref="NoticeReasons"/>; <see langword="null"/> where it was accepted.</param>
/// <param name="Status">SMTP status code, 0 where none came.</param>
/// <param name="Detail">Enhanced status (RFC 3463) or queue id, that our journal was refused, or the kind of what a broken transport threw.</param>
public sealed record SendResult(SendOutcome Outcome, string? Reason, int Status, string? Detail)
{
    /// <summary>Why a notice was not even tried: another of its wave had found the relay away.</summary>
    public const string NotTried = "not-tried";

    /// <summary>Ends the detail where our journal got no copy.</summary>
    public const string JournalRefused = "journal-refused";

    /// <summary>The recipient's address does not exist: nothing else is sent there.</summary>
    public bool IsBadMailbox => Outcome == SendOutcome.Permanent && Reason == NoticeReasons.BadMailbox;
}
