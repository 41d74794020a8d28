using CaseManager.Core.Takedowns.Notices;
using MimeKit;
using MimeKit.Text;

namespace CaseManager.Web.Mail;

/// <summary>A notice as the bytes that leave, and the envelope they leave in.</summary>
/// <param name="MessageId">Without angle brackets.</param>
/// <param name="EnvelopeSender">Where a bounce comes back to.</param>
/// <param name="Recipient">The one envelope recipient, without a journal.</param>
/// <param name="Bytes">RFC 5322, seven-bit, CRLF.</param>
public sealed record NoticeMessage(string MessageId, string EnvelopeSender, string Recipient, byte[] Bytes)
{
    /// <summary>RFC 5322, 2.1.1: no line is longer, so no relay has a reason to touch the bytes.</summary>
    private const int LongestLine = 998;

    private static readonly FormatOptions Format = CreateFormat();

    /// <summary>Builds the bytes. Equal arguments give equal bytes; a signature says besides when it was made.</summary>
    /// <param name="notice">A rendered mail; nothing is missing and nothing refused.</param>
    /// <param name="tokens">Makes Message-ID and envelope sender.</param>
    /// <param name="threadId">The takedown request the thread begins with.</param>
    /// <param name="date">Moment of sealing.</param>
    /// <param name="signer">Signs them; what it signs is sealed with them, so a second sending carries the same signature.</param>
    /// <exception cref="InvalidOperationException">The notice may not leave, or is for a form.</exception>
    public static NoticeMessage Build(RenderedNotice notice, MailTokens tokens, Guid threadId, DateTimeOffset date, NoticeSigner? signer = null)
    {
        if (notice is not { MayLeave: true, Mail: { } mail })
        {
            throw new InvalidOperationException("Only a mail that nothing stands against becomes a message.");
        }

        var messageId = tokens.MessageId(notice.NoticeId, 0);
        using var message = new MimeMessage
        {
            MessageId = messageId,
            Date = date.ToUniversalTime(),
            Subject = mail.Subject,
            Body = CreateBody(mail.Body),
        };
        message.From.Add(new MailboxAddress(mail.Organisation, mail.Mailbox));
        message.To.Add(MailboxAddress.Parse(mail.To));
        message.ReplyTo.Add(MailboxAddress.Parse(mail.ReplyTo));
        message.InReplyTo = notice.Thread?.InReplyTo;
        message.References.AddRange(notice.Thread?.Trimmed ?? [tokens.ThreadId(threadId)]);

        // RFC 3834: a person approved it and a person is to answer; "auto-generated" would suppress acknowledgements, which a reminder needs no more.
        message.Headers.Add("Auto-Submitted", notice.Thread is null ? "no" : "auto-generated");
        message.Prepare(EncodingConstraint.SevenBit, LongestLine);
        signer?.Sign(Format, message);

        using var bytes = new MemoryStream();
        message.WriteTo(Format, bytes);
        return new NoticeMessage(messageId, tokens.BounceAddress(notice.NoticeId), mail.To, bytes.ToArray());
    }

    private static TextPart CreateBody(string text)
    {
        var body = new TextPart(TextFormat.Plain);
        body.SetText("utf-8", text + "\n");
        return body;
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
