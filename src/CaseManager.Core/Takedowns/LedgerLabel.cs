namespace CaseManager.Core.Takedowns;

/// <summary>Where a notice stands, as a code for the ledger: the finer states are no news to her.</summary>
public static class LedgerLabel
{
    /// <summary>It never left and never will.</summary>
    public const string Stopped = "stopped";

    public static string Of(Notice notice) => notice.State switch
    {
        NoticeState.Sealed => "in-review",
        NoticeState.Queued or NoticeState.Transmitting or NoticeState.Deferred => "leaving",
        NoticeState.Accepted or NoticeState.SubmittedByOperator => "sent",
        NoticeState.OutcomeUnknown => "unknown",
        NoticeState.AwaitingOperator => "to-be-submitted",
        NoticeState.Bounced or NoticeState.DeadLetter => "not-delivered",
        NoticeState.Cancelled when notice.PossibleDuplicate => "unknown",
        NoticeState.Cancelled or NoticeState.Superseded or NoticeState.Abandoned => Stopped,
    };
}
