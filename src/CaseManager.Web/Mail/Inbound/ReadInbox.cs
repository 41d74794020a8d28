using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CaseManager.Core.Takedowns.Inbound;
using CaseManager.Web.Hosting;
using MailKit;
using MailKit.Search;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>Reads the inbox from where it was read to: each mail is taken in, then deleted there. Nothing is marked as read, and nothing is ever answered.</summary>
public sealed partial class ReadInbox(
    IOptions<InboxOptions> options, ReceiveMail receive, InterpretMail interpret, InboxRest rest, TimeProvider time, ILogger<ReadInbox> log)
{
    /// <summary>Name of the mailbox in the cursor.</summary>
    public const string Folder = "inbox";

    private const int Page = 100;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    /// <returns>How many mails were taken in that were not known.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (!options.Value.IsThere || time.GetUtcNow() < rest.Until)
        {
            return 0;
        }

        try
        {
            using var client = await ImapSession.OpenAsync(options.Value, cancel);
            await client.Inbox.OpenAsync(FolderAccess.ReadWrite, cancel);
            var taken = await ReadAsync(client.Inbox, cancel);
            await client.DisconnectAsync(quit: true, cancel);
            return taken;
        }
        catch (Exception failure) when (ImapSession.IsOutside(failure) && !cancel.IsCancellationRequested)
        {
            rest.Until = time.GetUtcNow() + AfterFailure;
            Away(failure.GetType().Name);
            return 0;
        }
    }

    private async Task<int> ReadAsync(IMailFolder inbox, CancellationToken cancel)
    {
        var validity = inbox.UidValidity;
        var last = await receive.CursorAsync(Folder, validity, cancel);
        var all = await inbox.SearchAsync(SearchQuery.All, cancel);
        await ForgetAsync(inbox, validity, [.. all.Where(uid => uid.Id <= last)], cancel);
        var taken = 0;
        foreach (var page in all.Where(uid => uid.Id > last).OrderBy(uid => uid.Id).Chunk(Page))
        {
            var found = await inbox.FetchAsync(page, MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size, cancel);
            var done = new List<UniqueId>();
            foreach (var one in found.OrderBy(one => one.UniqueId.Id))
            {
                switch (await TakeAsync(inbox, one, validity, cancel))
                {
                    case null:
                        await DeleteAsync(inbox, done, cancel);
                        return taken;
                    case Received.New:
                        taken++;
                        done.Add(one.UniqueId);
                        break;
                    case Received.Known:
                        done.Add(one.UniqueId);
                        break;
                    case Received.Quarantined:
                        break;
                }
            }

            await DeleteAsync(inbox, done, cancel);
        }

        await receive.ReadToTheEndAsync(Folder, cancel);
        return taken;
    }

    /// <returns><see langword="null"/> where it is to be tried again: those after it wait.</returns>
    private async Task<Received?> TakeAsync(IMailFolder inbox, IMessageSummary one, long validity, CancellationToken cancel)
    {
        var place = new MailPlace(Folder, validity, one.UniqueId.Id);
        var receivedAt = one.InternalDate?.ToUniversalTime() ?? time.GetUtcNow();
        if (one.Size > options.Value.LargestMail)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Folder} {validity} {one.UniqueId.Id} {one.Size}");
            await receive.FailedAsync(place, SHA256.HashData(Encoding.ASCII.GetBytes(name)), receivedAt, "too-large", atOnce: true, cancel);
            PutAside("too-large");
            return Received.Quarantined;
        }

        byte[] raw = [];
        try
        {
            raw = await FetchAsync(inbox, one.UniqueId, cancel);
            var mail = await interpret.RunAsync(raw, place, receivedAt, cancel);
            if (mail.Unread is not { } problem)
            {
                return await receive.RunAsync(mail, cancel);
            }

            await receive.FailedAsync(place, mail.RawHash, receivedAt, problem, atOnce: true, cancel);
            PutAside(problem);
            return Received.Quarantined;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested && failure is not NoTeamKeyException && !DatabaseAway.Is(failure) && (raw.Length > 0 || inbox.IsOpen))
        {
            // What it says could be in the exception's text: its kind only.
            var reason = failure.GetType().Name;
            if (!await receive.FailedAsync(place, HashOf(place, raw), receivedAt, "cannot-be-read", atOnce: false, cancel))
            {
                TriedAgain(reason);
                return null;
            }

            PutAside(reason);
            return Received.Quarantined;
        }
    }

    private static async Task<byte[]> FetchAsync(IMailFolder inbox, UniqueId uid, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await using var stream = await inbox.GetStreamAsync(uid, cancel);
        await stream.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }

    // A mail that never came has no hash of its own: its place stands for it.
    private static byte[] HashOf(MailPlace place, byte[] raw) => SHA256.HashData(
        raw.Length > 0 ? raw : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.Folder} {place.Validity} {place.Uid}")));

    /// <summary>A reader may have died between taking in and deleting: whatever the cursor has passed goes now, but what was put aside.</summary>
    private async Task ForgetAsync(IMailFolder inbox, long validity, IReadOnlyList<UniqueId> passed, CancellationToken cancel)
    {
        if (passed.Count > 0)
        {
            var aside = await receive.PutAsideAsync(Folder, validity, cancel);
            await DeleteAsync(inbox, [.. passed.Where(uid => !aside.Contains(uid.Id))], cancel);
        }
    }

    private static async Task DeleteAsync(IMailFolder inbox, List<UniqueId> done, CancellationToken cancel)
    {
        if (done.Count > 0)
        {
            await inbox.AddFlagsAsync(done, MessageFlags.Deleted, silent: true, cancel);
            await inbox.ExpungeAsync(done, cancel);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The inbox could not be read ({Failure}). It is asked again in a minute.")]
    private partial void Away(string failure);

    [LoggerMessage(LogLevel.Warning, "A mail could not be taken in ({Failure}). It is tried again.")]
    private partial void TriedAgain(string failure);

    [LoggerMessage(LogLevel.Warning, "A mail was put aside in the inbox ({Reason}). It stands in the list of mail to sort.")]
    private partial void PutAside(string reason);
}

/// <summary>How long the inbox is left alone after it could not be read.</summary>
public sealed class InboxRest
{
    /// <summary>UTC.</summary>
    public DateTimeOffset Until { get; set; } = DateTimeOffset.MinValue;
}
