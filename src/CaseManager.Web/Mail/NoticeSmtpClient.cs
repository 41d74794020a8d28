using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace CaseManager.Web.Mail;

/// <summary>MailKit's client, with delivery reports asked for and the bytes held to what was sealed.</summary>
internal sealed class NoticeSmtpClient(TimeProvider clock) : SmtpClient
{
    /// <summary>The notice on its way.</summary>
    public required NoticeInFlight Current { get; set; }

    protected override string GetEnvelopeId(MimeMessage message) => Current.EnvelopeId;

    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
        IsMain(mailbox)
            ? DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay
            : DeliveryStatusNotification.Never;

    // The last moment before the text: a worker that slept past its lease must not begin it.
    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        if (clock.GetUtcNow() >= Current.NotAfter)
        {
            throw new LeaseRanOutException();
        }
    }

    // Our own journal may be full or gone; that must not keep a notice from leaving.
    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        if (IsMain(mailbox))
        {
            base.OnRecipientNotAccepted(message, mailbox, response);
        }
        else
        {
            Current.JournalRefused = true;
        }
    }

    // MailKit would encode for what the server offers; these bytes were fixed when the notice was sealed.
    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength) =>
        options.International = false;

    // Asked for the size before the first command, with the options of the sending itself: the moment to compare.
    protected override async Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken)
    {
        using var written = new MemoryStream(Current.Bytes.Length);
        await message.WriteToAsync(options, written, cancellationToken);
        return written.GetBuffer().AsSpan(0, (int)written.Length).SequenceEqual(Current.Bytes.Span)
            ? written.Length
            : throw new BytesDifferException();
    }

    private bool IsMain(MailboxAddress mailbox) => mailbox.Address == Current.Recipient;
}

/// <summary>What the client must know of a notice while it leaves.</summary>
/// <param name="EnvelopeId">Comes back in delivery reports.</param>
/// <param name="Recipient">The one who is asked, not our journal.</param>
/// <param name="Bytes">What was sealed.</param>
/// <param name="NotAfter">Until when the text may begin.</param>
internal sealed record NoticeInFlight(string EnvelopeId, string Recipient, ReadOnlyMemory<byte> Bytes, DateTimeOffset NotAfter)
{
    /// <summary>Our journal gets no copy.</summary>
    public bool JournalRefused { get; set; }
}

/// <summary>Somebody else may hold the notice by now; nothing of it was sent.</summary>
internal sealed class LeaseRanOutException() : Exception("The lease ran out before the text began.");

/// <summary>The library would have sent other bytes than were sealed; nothing was sent.</summary>
internal sealed class BytesDifferException() : Exception("The bytes to be sent are not those that were sealed.");
