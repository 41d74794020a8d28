using CaseManager.Core.Takedowns.Sending;

namespace CaseManager.Web.Mail;

/// <summary>There is no journal that could be asked: nothing is known to have arrived.</summary>
public sealed class NoMailbox : IMailbox
{
    public Task<bool> HoldsAsync(string messageId, CancellationToken cancel) => Task.FromResult(false);

    public Task<int> DeleteAsync(Func<IReadOnlyList<JournalCopy>, Task<IReadOnlyList<JournalCopy>>> choose, CancellationToken cancel) => Task.FromResult(0);
}
