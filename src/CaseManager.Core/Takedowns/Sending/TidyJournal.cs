using CaseManager.Core.Takedowns.Notices;
using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Takedowns.Sending;

/// <summary>Deletes the journal's copies of notices that are settled, and any copy after a day: nothing of a case stays in another system.</summary>
/// <remarks>Mail that is not ours stays: the Message-ID tells, which nobody else can make.</remarks>
public sealed class TidyJournal(CaseManagerDbContext database, IMailbox journal, MailTokens tokens, TimeProvider time)
{
    /// <summary>No copy stays longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly NoticeState[] Unsettled = [NoticeState.Queued, NoticeState.Transmitting, NoticeState.Deferred, NoticeState.OutcomeUnknown];

    /// <returns>How many copies went.</returns>
    public Task<int> RunAsync(CancellationToken cancel) => journal.DeleteAsync(copies => ChooseAsync(copies, cancel), cancel);

    private async Task<IReadOnlyList<JournalCopy>> ChooseAsync(IReadOnlyList<JournalCopy> copies, CancellationToken cancel)
    {
        var ours = copies.Where(copy => tokens.TryReadMessageId(copy.MessageId, out _, out _)).ToList();
        var ids = ours.Select(copy => copy.MessageId).ToList();
        var needed = await database.Set<Notice>()
            .Where(notice => ids.Contains(notice.MessageId!) && Unsettled.Contains(notice.State))
            .Select(notice => notice.MessageId!)
            .ToHashSetAsync(cancel);
        var before = time.GetUtcNow() - Longest;
        return [.. ours.Where(copy => !needed.Contains(copy.MessageId) || copy.ArrivedAt <= before)];
    }
}
