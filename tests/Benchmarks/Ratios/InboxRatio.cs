using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Imap;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using CaseManager.TestSupport.Takedowns.Inbound;
using MailKit;
using MailKit.Search;

namespace CaseManager.Benchmarks.Ratios;

/// <summary>Mail read from the inbox, understood, matched, sealed and stored, against MailKit alone fetching and deleting the same mails. The design asks for 200 a second.</summary>
public sealed class InboxRatio() : Ratio("inbox", "Answers read from IMAP and attached, against bare MailKit fetching and deleting the same.", 0)
{
    private readonly Random random = new(7);
    private TestDatabase database = null!;
    private Dovecot imap = null!;
    private Dovecot bareImap = null!;
    private OutboxWorker worker = null!;
    private InboundLetters letters = null!;
    private int given;

    protected override int DefaultCount => 1000;

    protected override string Target => "200/s of the product";

    protected override async Task PrepareAsync(CancellationToken cancel)
    {
        var server = Started(new PostgresServer { Durable = true });
        await server.InitializeAsync();
        database = Started(await server.CreateDatabaseAsync(cancel));
        imap = Started(await Dovecot.StartAsync(cancel));
        bareImap = Started(await Dovecot.StartAsync(cancel));
        var keys = Directory.CreateTempSubdirectory("cmk").FullName;
        new KeyFolder(keys).Create();
        Started(new KeyFiles(keys));
        worker = Started(new OutboxWorker(database, keys, Started(SmtpPeer.Start()), TimeProvider.System));
        letters = new InboundLetters(await SentNotices.AddAsync(database, keys, TimeProvider.System, 200, cancel), random);
    }

    protected override async Task FillAsync(int count, CancellationToken cancel)
    {
        var mails = Enumerable.Range(0, count).Select(_ => letters.Next()).ToList();
        await imap.DeliverAsync(mails, TimeProvider.System.GetUtcNow(), cancel);
        await bareImap.DeliverAsync(mails, TimeProvider.System.GetUtcNow(), cancel);
        given = count;
    }

    protected override async Task RunProductAsync(CancellationToken cancel)
    {
        var taken = await InboxReader.ReadAsync(worker, imap, TimeProvider.System, cancel);
        if (taken != given)
        {
            throw new InvalidOperationException($"{taken} of {given} mails were taken in.");
        }
    }

    protected override async Task RunBareAsync(CancellationToken cancel)
    {
        using var client = await bareImap.OpenAsync(cancel);
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite, cancel);
        var all = await client.Inbox.SearchAsync(SearchQuery.All, cancel);
        foreach (var uid in all)
        {
            using var message = await client.Inbox.GetMessageAsync(uid, cancel);
        }

        await client.Inbox.AddFlagsAsync(all, MessageFlags.Deleted, silent: true, cancel);
        await client.Inbox.ExpungeAsync(cancel);
        await client.DisconnectAsync(quit: true, cancel);
    }
}
