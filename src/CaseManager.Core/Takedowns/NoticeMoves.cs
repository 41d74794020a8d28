namespace CaseManager.Core.Takedowns;

/// <summary>How a notice may move. Once it may have left, nothing leads back to "never sent".</summary>
public static class NoticeMoves
{
    /// <summary>The table.</summary>
    public static StateTable<NoticeState> Table { get; } = new(new Dictionary<NoticeState, NoticeState[]>
    {
        [NoticeState.Sealed] = [NoticeState.Queued, NoticeState.AwaitingOperator, NoticeState.Cancelled, NoticeState.Superseded],
        [NoticeState.Queued] = [NoticeState.Transmitting, NoticeState.Deferred, NoticeState.DeadLetter, NoticeState.Cancelled, NoticeState.Superseded],
        [NoticeState.Transmitting] = [NoticeState.Accepted, NoticeState.Deferred, NoticeState.OutcomeUnknown, NoticeState.DeadLetter],
        [NoticeState.Deferred] = [NoticeState.Transmitting, NoticeState.DeadLetter, NoticeState.Cancelled, NoticeState.Superseded],
        [NoticeState.OutcomeUnknown] = [NoticeState.Accepted, NoticeState.Queued, NoticeState.Bounced, NoticeState.DeadLetter],
        [NoticeState.Accepted] = [NoticeState.Bounced],
        [NoticeState.DeadLetter] = [NoticeState.Queued, NoticeState.Cancelled, NoticeState.Superseded],
        [NoticeState.AwaitingOperator] =
            [NoticeState.SubmittedByOperator, NoticeState.Abandoned, NoticeState.Cancelled, NoticeState.Superseded],
        [NoticeState.Bounced] = [],
        [NoticeState.Cancelled] = [],
        [NoticeState.Superseded] = [],
        [NoticeState.SubmittedByOperator] = [],
        [NoticeState.Abandoned] = [],
    });

    /// <summary>Whether a notice in this state reached nobody, so that a new one may be made.</summary>
    public static bool HasFailed(NoticeState state) => state is NoticeState.Cancelled or NoticeState.Superseded
        or NoticeState.Abandoned or NoticeState.DeadLetter or NoticeState.Bounced;
}
