namespace CaseManager.Core.Takedowns.Sending;

/// <summary>The organisation's own mailbox in another system, which gets a copy of every notice.</summary>
/// <remarks>Where there is none, or it cannot be reached, it holds nothing: that is a result, not an exception.</remarks>
public interface IMailbox
{
    /// <summary>Whether a copy with this Message-ID arrived.</summary>
    /// <param name="messageId">Without angle brackets.</param>
    Task<bool> HoldsAsync(string messageId, CancellationToken cancel);

    /// <summary>Deletes copies for good.</summary>
    /// <param name="choose">Gets some of the copies, the oldest first, and names those that are to go; asked several times.</param>
    /// <returns>How many went.</returns>
    Task<int> DeleteAsync(Func<IReadOnlyList<JournalCopy>, Task<IReadOnlyList<JournalCopy>>> choose, CancellationToken cancel);
}

/// <summary>One mail in the journal.</summary>
/// <param name="Number">Its number in the mailbox while it is asked.</param>
/// <param name="MessageId">Without angle brackets; empty where it has none.</param>
/// <param name="ArrivedAt">When the mailbox got it, UTC.</param>
public sealed record JournalCopy(uint Number, string MessageId, DateTimeOffset ArrivedAt);
