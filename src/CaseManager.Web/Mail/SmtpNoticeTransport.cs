using System.Collections.Concurrent;
using System.Net.Sockets;
using CaseManager.Core;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Core.Takedowns.Sending;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;
using Envelope = CaseManager.Core.Takedowns.Sending.Envelope;

namespace CaseManager.Web.Mail;

/// <summary>Sends notices through the organisation's relay, over a few connections that are used again.</summary>
public sealed class SmtpNoticeTransport(IOptions<SmtpOptions> options, MailTokens tokens, NoticeSigner signer, TimeProvider clock) : INoticeTransport
{
    private readonly ConcurrentBag<NoticeSmtpClient> _idle = [];

    public string Relay => options.Value.Relay;

    public int Lanes => options.Value.Connections;

    public byte[] Write(RenderedNotice notice, Guid threadId, DateTimeOffset date) =>
        NoticeMessage.Build(notice, tokens, threadId, date, signer).Bytes;

    public SentThread ReadThread(byte[] bytes)
    {
        using var read = new MemoryStream(bytes, writable: false);
        var headers = HeaderList.Load(read);
        return new SentThread(headers[HeaderId.Subject] ?? "", [.. MimeUtils.EnumerateReferences(headers[HeaderId.References] ?? "")]);
    }

    public async Task<SendResult> SendAsync(OutgoingMail mail, CancellationToken cancel)
    {
        using var lease = new CancellationTokenSource(Remaining(mail.NotAfter), clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lease.Token, cancel);
        var flight = new NoticeInFlight(HexId.Write(mail.NoticeId), mail.Envelope.Recipient, mail.Bytes, mail.NotAfter);
        NoticeSmtpClient client;
        try
        {
            client = await ConnectAsync(flight, stop.Token);
        }
        catch (Exception failure) when (IsOutside(failure))
        {
            return SmtpOutcome.OfConnecting(failure);
        }

        try
        {
            return await SendAsync(client, mail, stop.Token);
        }
        finally
        {
            Return(client);
        }
    }

    private static async Task<SendResult> SendAsync(NoticeSmtpClient client, OutgoingMail mail, CancellationToken cancel)
    {
        var text = new TextProgress();
        try
        {
            using var message = await MimeMessage.LoadAsync(new MemoryStream(mail.Bytes.ToArray()), cancel);
            var reply = await client.SendAsync(
                FormatOptions.Default, message, Mailbox(mail.Envelope.Sender), Recipients(mail.Envelope), cancel, text);
            return Told(client, new SendResult(SendOutcome.Accepted, null, (int)SmtpStatusCode.Ok, SmtpOutcome.Detail(reply)));
        }
        catch (Exception damage) when (damage is BytesDifferException or FormatException && !text.HasBegun)
        {
            return new SendResult(SendOutcome.Permanent, NoticeReasons.Unreadable, 0, null);
        }
        catch (Exception failure) when (IsOutside(failure))
        {
            return Told(client, SmtpOutcome.OfSending(failure, text.HasBegun));
        }
    }

    // Whoever looks for the copy later must know that there is none.
    private static SendResult Told(NoticeSmtpClient client, SendResult result) =>
        client.Current.JournalRefused ? result with { Detail = $"{result.Detail} {SendResult.JournalRefused}".TrimStart() } : result;

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
        while (TakeIdle() is { } client)
        {
            await client.DisconnectAsync(quit: true, patience.Token);
            client.Dispose();
        }
    }

    private async Task<NoticeSmtpClient> ConnectAsync(NoticeInFlight notice, CancellationToken cancel)
    {
        if (TakeIdle() is { } idle)
        {
            idle.Current = notice;
            return idle;
        }

        var relay = options.Value;
        var client = new NoticeSmtpClient(clock)
        {
            Current = notice,
            Timeout = (int)TimeSpan.FromSeconds(relay.TimeoutSeconds).TotalMilliseconds,
            DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly,
        };
        try
        {
            await client.ConnectAsync(relay.Host, relay.Port, relay.Security.Socket, cancel);
            if (relay.User.Length > 0)
            {
                var password = (await File.ReadAllTextAsync(relay.PasswordFile, cancel)).TrimEnd('\r', '\n');
                await client.AuthenticateAsync(relay.User, password, cancel);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    // After an error the conversation may have ended: a new one begins.
    private void Return(NoticeSmtpClient client)
    {
        if (client.IsConnected)
        {
            _idle.Add(client);
        }
        else
        {
            client.Dispose();
        }
    }

    private NoticeSmtpClient? TakeIdle() => _idle.TryTake(out var client) ? client : null;

    private TimeSpan Remaining(DateTimeOffset notAfter)
    {
        var remaining = notAfter - clock.GetUtcNow();
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    private static IEnumerable<MailboxAddress> Recipients(Envelope envelope) =>
        envelope.Journal is null ? [Mailbox(envelope.Recipient)] : [Mailbox(envelope.Recipient), Mailbox(envelope.Journal)];

    private static MailboxAddress Mailbox(string address) => new(null, address);

    private static bool IsOutside(Exception failure) => failure is
        CommandException or ProtocolException or AuthenticationException or ServiceNotAuthenticatedException
        or ServiceNotConnectedException or SslHandshakeException or NotSupportedException
        or IOException or SocketException or TimeoutException or OperationCanceledException or LeaseRanOutException;

    /// <summary>Told after every piece of the text; the final dot cannot have gone out before the first.</summary>
    private sealed class TextProgress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
