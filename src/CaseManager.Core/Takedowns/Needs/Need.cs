using CaseManager.Core.Cases.Absences;

namespace CaseManager.Core.Takedowns.Needs;

/// <summary>What a caseworker is waited for, in the order in which it is offered as a filter.</summary>
public enum NeedKind
{
    /// <summary>Somebody else's notice waits for a second person.</summary>
    Approve,

    /// <summary>A form waits to be filled in.</summary>
    Submit,

    /// <summary>She wrote, and nobody answered.</summary>
    Message,

    /// <summary>A reminder she made is due.</summary>
    Reminder,

    /// <summary>A mail came in, and nobody said yet what it is.</summary>
    Mail,

    /// <summary>A recipient answered, and nobody acted on it.</summary>
    Answer,

    /// <summary>A step of a ladder waits to be taken or left out.</summary>
    Step,

    /// <summary>A recipient's time is over, and no step is open that says what follows.</summary>
    Overdue,

    /// <summary>A notice reached nobody, or nobody knows whether it did.</summary>
    Undelivered,

    /// <summary>A link that the program cannot see was not looked at for a while, or something answers where one was gone.</summary>
    Look,
}

/// <summary>One thing that waits for a person.</summary>
/// <param name="Id">Of the notice, case, mail, request or step, as its kind says.</param>
/// <param name="NoticeId">Where it is about a notice.</param>
/// <param name="RequestId">Where it is about a request.</param>
/// <param name="Recipient">Whom it went or goes to, a code; <see langword="null"/> where it is about nobody outside.</param>
/// <param name="RecipientName">The same in words.</param>
/// <param name="Code">Which step, what was answered, or how a mail was taken; a code.</param>
/// <param name="DueAt">When the recipient's statutory time ends or ended, UTC; <see langword="null"/> where none runs.</param>
/// <param name="Since">Since when it waits, UTC.</param>
/// <param name="For">Whose work it is where it is a colleague's, who is away.</param>
public sealed record Need(
    NeedKind Kind, Guid Id, Guid CaseId, Guid? NoticeId, Guid? RequestId, string? Recipient, string? RecipientName, string? Code, DateTimeOffset? DueAt,
    DateTimeOffset Since, Away? For)
{
    /// <summary>Where the next page begins behind it.</summary>
    public NeedCursor Cursor => new(DueAt, Since, Kind, Id);
}

/// <summary>Where a page ended.</summary>
public sealed record NeedCursor(DateTimeOffset? DueAt, DateTimeOffset Since, NeedKind Kind, Guid Id);

/// <summary>One page.</summary>
/// <param name="Next">Where the next page begins; <see langword="null"/> on the last.</param>
public sealed record NeedPage(IReadOnlyList<Need> Rows, NeedCursor? Next);
