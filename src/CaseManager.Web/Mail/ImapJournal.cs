using CaseManager.Core.Takedowns.Sending;
using MailKit;
using MailKit.Search;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Mail;

/// <summary>The journal, read by IMAP. Each question has a connection of its own; one that failed is not asked again for a minute.</summary>
public sealed partial class ImapJournal(IOptions<JournalOptions> options, TimeProvider time, ILogger<ImapJournal> log) : IMailbox
{
    private const int PageSize = 500;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private DateTimeOffset _awayUntil = DateTimeOffset.MinValue;

    public Task<bool> HoldsAsync(string messageId, CancellationToken cancel) => AskAsync(
        FolderAccess.ReadOnly,
        async inbox => (await inbox.SearchAsync(SearchQuery.HeaderContains("Message-Id", messageId), cancel)).Count > 0,
        cancel);

    public Task<int> DeleteAsync(Func<IReadOnlyList<JournalCopy>, Task<IReadOnlyList<JournalCopy>>> choose, CancellationToken cancel) => AskAsync(
        FolderAccess.ReadWrite,
        async inbox =>
        {
            var deleted = 0;
            foreach (var page in (await inbox.SearchAsync(SearchQuery.NotDeleted, cancel)).Chunk(PageSize))
            {
                var found = await inbox.FetchAsync(page, MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Envelope, cancel);
                var chosen = await choose([.. found.Select(one => new JournalCopy(
                    one.UniqueId.Id, one.Envelope?.MessageId ?? "", one.InternalDate?.ToUniversalTime() ?? DateTimeOffset.MinValue))]);
                var numbers = chosen.Select(copy => new UniqueId(copy.Number)).ToList();
                if (numbers.Count > 0)
                {
                    await inbox.AddFlagsAsync(numbers, MessageFlags.Deleted, silent: true, cancel);
                    await inbox.ExpungeAsync(numbers, cancel);
                    deleted += numbers.Count;
                }
            }

            return deleted;
        },
        cancel);

    private async Task<TResult> AskAsync<TResult>(FolderAccess access, Func<IMailFolder, Task<TResult>> ask, CancellationToken cancel)
        where TResult : struct
    {
        if (time.GetUtcNow() < _awayUntil)
        {
            return default;
        }

        try
        {
            using var client = await ImapSession.OpenAsync(options.Value, cancel);
            await client.Inbox.OpenAsync(access, cancel);
            var answer = await ask(client.Inbox);
            await client.DisconnectAsync(quit: true, cancel);
            return answer;
        }
        catch (Exception failure) when (ImapSession.IsOutside(failure) && !cancel.IsCancellationRequested)
        {
            _awayUntil = time.GetUtcNow() + AfterFailure;
            Away(failure.GetType().Name);
            return default;
        }
    }

    // The kind of failure only: what a server says may hold an address.
    [LoggerMessage(LogLevel.Warning, "The journal mailbox could not be read ({Failure}). It is asked again in a minute.")]
    private partial void Away(string failure);
}
