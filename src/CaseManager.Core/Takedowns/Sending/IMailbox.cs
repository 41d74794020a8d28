namespace CaseManager.Core.Takedowns.Sending;

/// <summary>The organisation's own mailbox in another system, which gets a copy of every notice.</summary>
public interface IMailbox
{
    /// <summary>Whether a copy with this Message-ID arrived; <see langword="false"/> also where there is no such mailbox or it cannot be reached.</summary>
    /// <param name="messageId">Without angle brackets.</param>
    Task<bool> HoldsAsync(string messageId, CancellationToken cancel);
}
