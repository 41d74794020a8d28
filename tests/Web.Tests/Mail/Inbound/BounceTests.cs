using CaseManager.Core.Takedowns.Answers;

namespace CaseManager.Web.Tests.Mail.Inbound;

/// <summary>Takedown facts 2.1.b (a) and (b): what is a bounce, and which.</summary>
public sealed class BounceTests
{
    [Theory]
    [InlineData("Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown", AnswerClasses.BouncePermanent)]
    [InlineData("Action: failed\nStatus: 5.1.10 (no such user)", AnswerClasses.BouncePermanent)]
    [InlineData("Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 No such user!", AnswerClasses.BouncePermanent)]
    [InlineData("Action: failed\nStatus: 5.7.26\nDiagnostic-Code: smtp; 550 unauthenticated", AnswerClasses.BouncePolicy)]
    [InlineData("Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 554 rejected, listed at zen.spamhaus.example", AnswerClasses.BouncePolicy)]
    [InlineData("Action: delayed\nStatus: 4.4.1", AnswerClasses.BounceTemporary)]
    [InlineData("ACTION: Delayed (again)\nStatus: 5.0.0", AnswerClasses.BounceTemporary)]
    [InlineData("Action: failed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 mailbox full", AnswerClasses.BounceTemporary)]
    [InlineData("Action: failed\nDiagnostic-Code: smtp; 450 come back later", AnswerClasses.BounceTemporary)]
    [InlineData("Action: failed", AnswerClasses.BouncePermanent)]
    public void Classify_FormalReport_ByActionStatusAndDiagnostic(string recipient, string expected)
    {
        var answer = Mails.Classify(Mails.Report(recipient));

        Assert.Equal((MailKinds.Bounce, expected), (answer.Kind, answer.Class));
        Assert.True(answer.MayMove);
    }

    [Fact]
    public void Read_FormalReport_TellsRecipientEnvelopeAndOriginal()
    {
        var report = Mails.Read(Mails.Report("Original-Recipient: rfc822; old@host.example\nAction: failed\nStatus: 5.1.1")).Bounce!;

        Assert.Equal(("00112233445566778899aabbccddeeff", Mails.OwnId), (report.EnvelopeId, report.OriginalMessageId));
        var recipient = Assert.Single(report.Recipients);
        Assert.Equal(("failed", new EnhancedStatus(5, 1, 1), "abuse@host.example", "old@host.example"),
            (recipient.Action, recipient.Status!.Value, recipient.FinalRecipient, recipient.OriginalRecipient));
    }

    [Theory]
    [InlineData("Action: delivered\nStatus: 2.0.0")]
    [InlineData("Action: relayed\nStatus: 2.0.0")]
    [InlineData("Action: expanded\nStatus: 2.0.0")]
    public void Classify_ReportThatItArrived_IsNoBounceAndMovesNothing(string recipient)
    {
        var answer = Mails.Classify(Mails.Report(recipient, "Your mail was delivered. We have received your report."));

        Assert.Equal((MailKinds.AutoReply, AnswerClasses.AutoReply, false), (answer.Kind, answer.Class, answer.MayMove));
    }

    [Theory]
    [InlineData("postmaster@qq.com", "Return-Path: <>\n", "550 Mailbox not found", AnswerClasses.BouncePermanent)]
    [InlineData("Mailer-Daemon@relay.example", "", "This is a permanent error: Unrouteable address", AnswerClasses.BouncePermanent)]
    [InlineData("MAILER-DAEMON@x.example", "", "Your message could not be delivered: 451 4.7.1 Greylisting in action", AnswerClasses.BounceTemporary)]
    [InlineData("postmaster@x.example", "", "Message rejected as spam, 550 5.7.1", AnswerClasses.BouncePolicy)]
    public void Classify_BounceWithoutReport_FromAMailServer_IsReadByItsText(string from, string headers, string body, string expected)
    {
        var answer = Mails.Classify(Mails.Text(body, headers, from));

        Assert.Equal((MailKinds.Bounce, expected, false), (answer.Kind, answer.Class, answer.MayMove));
    }

    [Theory]
    [InlineData("abuse@host.example", "", "Your mail of Monday bounced: 550 5.1.1 user unknown, could not be delivered. Which address did you use?")]
    [InlineData("abuse@host.example", "Return-Path: <>\n", "We have received your report. Your ticket number is 550123.")]
    [InlineData("postmaster@host.example", "", "We have received your report 550123 and will get back to you.")]
    [InlineData("abuse@host.example", "", "Thanks.\n\n> 550 5.1.1 User unknown, mail could not be delivered")]
    public void Classify_PoisonedAnswer_IsNoBounce(string from, string headers, string body) =>
        Assert.NotEqual(MailKinds.Bounce, Mails.Classify(Mails.Text(body, headers, from)).Kind);

    [Fact]
    public void Classify_ReportWithinAnAnswer_IsNoBounce()
    {
        var report = Mails.Report("Action: failed\nStatus: 5.1.1");

        var mail = Mails.Read($"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain\n\nSee the attached bounce.\n--m\nContent-Type: message/rfc822\n\n{report}\n--m--\n");

        Assert.Null(mail.Bounce);
        Assert.Equal(MailKinds.Answer, AnswerClassifier.Default.Classify(mail).Kind);
    }

    [Fact]
    public void Classify_ReportThatEnclosesSomebodyElsesMail_MovesNothing()
    {
        var mail = Mails.Report("Action: failed\nStatus: 5.1.1")
            .Replace(Mails.OwnId, "other@elsewhere.example", StringComparison.Ordinal).Replace("Original-Envelope-Id: 00112233445566778899aabbccddeeff\n", "", StringComparison.Ordinal);

        Assert.False(Mails.Classify(mail).MayMove);
    }
}
