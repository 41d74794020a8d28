namespace CaseManager.Core.Takedowns;

/// <summary>Where a notice stands. Mail and forms share the first states and part after <see cref="Sealed"/>.</summary>
public enum NoticeState
{
    /// <summary>Bytes fixed, waiting for a second person.</summary>
    Sealed,

    /// <summary>May leave at its due moment.</summary>
    Queued,

    /// <summary>A worker has begun: committed before the first byte went out.</summary>
    Transmitting,

    /// <summary>The relay or platform said yes to the final dot.</summary>
    Accepted,

    /// <summary>Refused for now; tried again on its own schedule.</summary>
    Deferred,

    /// <summary>It may or may not have left (RFC 1047); reconciled, then sent once more, byte-identical.</summary>
    OutcomeUnknown,

    /// <summary>Came back.</summary>
    Bounced,

    /// <summary>Refused for good; a person decides.</summary>
    DeadLetter,

    /// <summary>Stopped before it left.</summary>
    Cancelled,

    /// <summary>Replaced by a newer one before it left.</summary>
    Superseded,

    /// <summary>A form or in-app route: prepared, a person submits it.</summary>
    AwaitingOperator,

    /// <summary>A person submitted it and said when.</summary>
    SubmittedByOperator,

    /// <summary>A person decided not to submit it.</summary>
    Abandoned,
}
