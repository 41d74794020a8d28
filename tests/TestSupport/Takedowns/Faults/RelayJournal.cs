using System.Text;
using CaseManager.Core.Takedowns.Sending;
using CaseManager.TestSupport.Smtp;

namespace CaseManager.TestSupport.Takedowns.Faults;

/// <summary>A journal that got a copy of whatever the relay kept.</summary>
public sealed class RelayJournal(SmtpPeer relay) : IMailbox
{
    public Task<bool> HoldsAsync(string messageId, CancellationToken cancel) =>
        Task.FromResult(relay.Accepted.Any(mail => mail.Bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"<{messageId}>")) >= 0));

    public Task<int> DeleteAsync(Func<IReadOnlyList<JournalCopy>, Task<IReadOnlyList<JournalCopy>>> choose, CancellationToken cancel) => Task.FromResult(0);
}
