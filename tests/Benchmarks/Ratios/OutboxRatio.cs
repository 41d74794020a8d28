using CaseManager.Core.Sealing.AtRest;
using CaseManager.TestSupport;
using CaseManager.TestSupport.Smtp;
using CaseManager.TestSupport.Takedowns;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CaseManager.Benchmarks.Ratios;

/// <summary>Notices through the outbox, against MailKit alone handing the same bytes to the same relay.</summary>
public sealed class OutboxRatio() : Ratio("outbox", "Notices sent through the outbox, against bare MailKit to the same relay.", 0.6)
{
    private readonly List<SeededNotice> notices = [];
    private TestDatabase database = null!;
    private SmtpPeer relay = null!;
    private string keys = "";
    private OutboxWorker worker = null!;

    protected override int DefaultCount => 500;

    protected override async Task PrepareAsync(CancellationToken cancel)
    {
        var server = Started(new PostgresServer { Durable = true });
        await server.InitializeAsync();
        database = Started(await server.CreateDatabaseAsync(cancel));
        relay = Started(SmtpPeer.Start());
        keys = Directory.CreateTempSubdirectory("cmk").FullName;
        new KeyFolder(keys).Create();
        Started(new KeyFiles(keys));
        worker = Started(new OutboxWorker(database, keys, relay, TimeProvider.System));
    }

    protected override async Task FillAsync(int count, CancellationToken cancel)
    {
        notices.Clear();
        notices.AddRange(await new NoticeSeed(database, new KeyFolder(keys), TimeProvider.System).AddNoticesAsync(count, cancel));
    }

    protected override async Task RunProductAsync(CancellationToken cancel)
    {
        var sent = await worker.SendAsync(cancel);
        if (sent != notices.Count)
        {
            throw new InvalidOperationException($"{sent} of {notices.Count} notices left.");
        }
    }

    protected override async Task RunBareAsync(CancellationToken cancel)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", relay.Port, SecureSocketOptions.None, cancel);
        foreach (var notice in notices)
        {
            using var message = await MimeMessage.LoadAsync(new MemoryStream(notice.Bytes), cancel);
            await client.SendAsync(message, new MailboxAddress(null, notice.Envelope.Sender), [new MailboxAddress(null, notice.Envelope.Recipient)], cancel);
        }

        await client.DisconnectAsync(quit: true, cancel);
    }
}
