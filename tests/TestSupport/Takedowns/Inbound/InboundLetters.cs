using System.Globalization;
using System.Text;
using CaseManager.Core;
using CaseManager.Core.Takedowns.Notices;

namespace CaseManager.TestSupport.Takedowns.Inbound;

/// <summary>Mail as it comes in: acknowledgements, refusals, delivery reports, strangers, forgeries.</summary>
public sealed class InboundLetters(IReadOnlyList<SeededNotice> notices, Random random)
{
    /// <summary>Name our own mail server signs with.</summary>
    public const string OurServer = "mx.casework.example";

    private static readonly MailTokens Tokens = new("casework.example", new MailKey(1, new byte[32]));
    private static readonly MailTokens Forger = new("casework.example", new MailKey(1, [.. Enumerable.Repeat((byte)9, 32)]));

    private int _number;

    /// <summary>The next one; no two have the same bytes.</summary>
    public byte[] Next()
    {
        var notice = notices[random.Next(notices.Count)];
        var text = random.Next(100) switch
        {
            < 55 => Letter(Tokens.ReplyAddress(notice.Id), "We have received your report and will look into it."),
            < 65 => Letter(Tokens.ReplyAddress(notice.Id), "We reviewed your report and found no violation of our rules."),
            < 75 => Letter("takedown@casework.example", "The content has been removed.", notice.MessageId),
            < 80 => Bounce(notice),
            < 85 => Letter(Forger.ReplyAddress(notice.Id), "The content has been removed.", Forger.MessageId(notice.Id, 0)),
            _ => Letter("takedown@casework.example", "Read our newsletter."),
        };
        return Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"));
    }

    private string Letter(string to, string words, string? inReplyTo = null)
    {
        var number = ++_number;
        var reference = inReplyTo is null ? "" : $"In-Reply-To: <{inReplyTo}>\n";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Authentication-Results: {OurServer}; dmarc=pass header.from=platform.example\nFrom: abuse@platform.example\nTo: {to}\nSubject: Case {number}\nMessage-Id: <{number}@platform.example>\n{reference}\n{words}\n{new string('x', random.Next(60))}\n");
    }

    private string Bounce(SeededNotice notice)
    {
        var number = ++_number;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
             From: MAILER-DAEMON@relay.example
             To: {Tokens.BounceAddress(notice.Id)}
             Subject: Delayed
             Message-Id: <{number}@relay.example>
             Return-Path: <>
             MIME-Version: 1.0
             Content-Type: multipart/report; report-type=delivery-status; boundary=b

             --b
             Content-Type: message/delivery-status

             Reporting-MTA: dns; relay.example

             Final-Recipient: rfc822; abuse-{HexId.Write(notice.Id)}@platform.example
             Action: delayed
             Status: 4.4.1

             --b
             Content-Type: text/rfc822-headers

             Message-Id: <{notice.MessageId}>

             --b--

             """);
    }
}
