using System.Text;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Web.Mail.Inbound;

namespace CaseManager.Web.Tests.Mail.Inbound;

public sealed class MailReaderTests
{
    [Theory]
    [InlineData("auto-replied", "auto-replied")]
    [InlineData("Auto-Replied; owner-email=\"x@example.org\"", "auto-replied")]
    [InlineData("(a (nested\\) comment)) AUTO-GENERATED (why)", "auto-generated")]
    [InlineData("no", "no")]
    [InlineData("No (a person wrote this)", "no")]
    [InlineData("(nothing but a comment", null)]
    public void AutoSubmitted_CommentsAndParameters_AreNoPartOfIt(string header, string? expected)
    {
        var mail = Mails.Read(Mails.Text("Hello.", $"Auto-Submitted: {header}\n"));

        Assert.Equal(expected, mail.Automatic.AutoSubmitted);
        Assert.Equal(expected is not (null or "no"), mail.Automatic.Any);
    }

    [Theory]
    [InlineData("Precedence: bulk")]
    [InlineData("Precedence: Auto_Reply")]
    [InlineData("X-Auto-Response-Suppress: All")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("X-Autorespond: vacation")]
    [InlineData("X-Loop: abuse@host.example")]
    public void Kind_AnyMarkOfAProgram_IsAutoReply_AndWordsStillDecideTheClass(string header)
    {
        var answer = Mails.Classify(Mails.Text("We have received your report. Your ticket number is 4711.", header + "\n"));

        Assert.Equal((MailKinds.AutoReply, AnswerClasses.Acknowledged, "4711", true), (answer.Kind, answer.Class, answer.Ticket, answer.MayMove));
    }

    [Fact]
    public void Kind_OwnMailThatCameBack_IsALoop()
    {
        var answer = Mails.Classify(Mails.Text("We have received your report.", $"Message-ID: <{Mails.OwnId}>\n"));

        Assert.Equal((MailKinds.Loop, AnswerClasses.Other, false), (answer.Kind, answer.Class, answer.MayMove));
    }

    [Theory]
    [InlineData("dmarc=fail header.from=host.example", false)]
    [InlineData("spf=softfail smtp.mailfrom=host.example", false)]
    [InlineData("dkim=fail header.d=host.example; dmarc=pass header.from=host.example", true)]
    [InlineData("none", true)]
    public void MayMove_SenderWhoFailsTheChecks_MovesNothing(string results, bool expected)
    {
        var answer = Mails.Classify(Mails.Text("We have received your report.", $"Authentication-Results: mx.helpline.example; {results}\n"));

        Assert.Equal((AnswerClasses.Acknowledged, expected), (answer.Class, answer.MayMove));
    }

    [Fact]
    public void NewText_QuotationsOfManyPrograms_AreLeftOut()
    {
        string[] quotations =
        [
            "On Mon, 2 Nov 2026 10:00, Helpline <a@b.example> wrote:\n> removed", "Am 2.11.2026 um 10:00 schrieb Helpline:\n> gelöscht", "Le lun. 2 nov. 2026 à 10:00, X <a@b.example> a écrit :\n> supprimé",
            "El 2/11/2026 Helpline escribió:\n> eliminado", "Em 2/11/2026, X <a@b.example> escreveu:\n> removido", "2.11.2026, 10:00, X <a@b.example> написал(а):\n> удалено", "在 2026年11月2日，X <a@b.example> 写道：\n> 已删除",
            "2026년 11월 2일 (월) 오전 10:00, X <a@b.example>님이 작성:\n> 삭제", "-----Original Message-----\nremoved", "-----Ursprüngliche Nachricht-----\ngelöscht", "From: a@b.example\nSent: Monday\nSubject: x\n\nremoved",
            "发件人: a@b.example\n发送时间: 1\n主题: x\n\n已删除", "-- \nremoved by signature", "> removed",
        ];

        Assert.All(quotations, quotation => Assert.Equal("Ours.", Mails.Read(Mails.Text($"Ours.\n\n{quotation}")).NewText));
        Assert.Equal("Ours.\nMore.", Mails.Read(Mails.Text("Ours.\n> quoted\nMore.")).NewText);
    }

    [Fact]
    public void Text_OnlyHtml_IsReadAsText_WithoutWhatIsHidden()
    {
        var mail = Mails.Read("Content-Type: text/html\n\n<title>t</title><style>p{}</style><p>Hello,<br>we have <b>received</b> it.</p><div style='display: none'>removed</div><blockquote>quoted</blockquote><a href='https://x.example/c?1'>Confirm</a>");

        Assert.Equal("Hello,\nwe have received it.\n\nConfirm [https://x.example/c?1]", mail.NewText);
        Assert.DoesNotContain("removed", mail.Text, StringComparison.Ordinal);
    }

    /// <summary>What a browser would fetch, run or draw is no text: nothing of it comes through, and the words around it do.</summary>
    [Theory]
    [InlineData("<img src='https://track.example/canary.png' alt='canary'>")]
    [InlineData("<img src='cid:canary'>")]
    [InlineData("<img src='data:image/png;base64,canary'>")]
    [InlineData("<img src=x onerror='canary()'>")]
    [InlineData("<script>canary()</script>")]
    [InlineData("<script src='https://track.example/canary.js'></script>")]
    [InlineData("<svg onload='canary()'><script>canary()</script><text>canary</text></svg>")]
    [InlineData("<style>p{background:url(https://track.example/canary)}</style>")]
    [InlineData("<p style=\"background:url('https://track.example/canary')\"></p>")]
    [InlineData("<iframe src='https://track.example/canary'>canary</iframe>")]
    [InlineData("<object data='https://track.example/canary'></object>")]
    [InlineData("<video src='https://track.example/canary'></video>")]
    [InlineData("<link rel='stylesheet' href='https://track.example/canary.css'>")]
    [InlineData("<meta http-equiv='refresh' content='0;url=https://track.example/canary'>")]
    [InlineData("<!-- canary -->")]
    public void Text_HtmlThatFetchesOrRunsSomething_HasNothingOfIt(string html)
    {
        var mail = Mails.Read($"Content-Type: text/html\n\n<p>Before.</p>{html}<p>After.</p>");

        Assert.DoesNotContain("canary", mail.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("track.example", mail.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Before.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("After.", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The content is not available in your country anymore: we have blocked access to it.")]
    [InlineData("We have geo-blocked the content in your country.")]
    public void Classify_BlockedInOneCountry_IsAGuessAtRemovedThatMovesNothing(string text)
    {
        var answer = Mails.Classify(Mails.Text(text));

        Assert.Equal((AnswerClasses.SaysRemoved, false), (answer.Class, answer.MayMove));
    }

    [Fact]
    public void Classify_PlainTextAndHtmlThatDiffer_IsForAPerson()
    {
        static string Both(string plain, string html) =>
            $"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n<p>{html}</p>\n--b--\n";

        Assert.Equal(AnswerClasses.Acknowledged, Mails.Classify(Both("We have received your report.", "We have received your report.")).Class);
        Assert.Equal(("alternatives-differ", false), (Mails.Classify(Both("We have received your report.", "We will not remove it.")) is var answer ? (answer.Rule, answer.MayMove) : default));
    }

    [Theory]
    [InlineData("utf-8", "Мы получили")]
    [InlineData("koi8-r", "Мы получили")]
    [InlineData("gb2312", "已收到您的投诉")]
    [InlineData("euc-kr", "접수되었습니다")]
    [InlineData("iso-8859-1", "Größe")]
    public void Text_Charsets_AreDecoded(string charset, string words)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        var mail = MailReader.Read([.. Encoding.ASCII.GetBytes($"Content-Type: text/plain; charset={charset}\n\n"), .. Encoding.GetEncoding(charset).GetBytes(words)]);

        Assert.Equal(words, mail.Text.Trim());
    }

    [Fact]
    public void Read_OverALimit_KeepsTheHeaderAndSaysWhy()
    {
        var many = string.Concat(Enumerable.Range(0, 300).Select(_ => "--b\n\nx\n"));

        Assert.Equal((ReadingProblems.TooLarge, "s"), (Mails.Read($"Subject: s\n\n{new string('x', 2_000)}", new ReadingLimits { RawBytes = 1_000 }) is var large ? (large.Problem, large.Subject) : default));
        Assert.Equal((ReadingProblems.TooManyParts, "s"), (Mails.Read($"Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n{many}--b--\n") is var parts ? (parts.Problem, parts.Subject) : default));
        Assert.Equal(ReadingProblems.Empty, MailReader.Read([]).Problem);
        Assert.Equal(1_000, Mails.Read(Mails.Text(new string('x', 5_000)), new ReadingLimits { Text = 1_000 }).Text.Length);
    }

    [Fact]
    public void Read_Addresses_OfEveryPlaceADeliveryMayBeTold()
    {
        var mail = Mails.Read("Return-Path: <>\nDelivered-To: takedown+x@helpline.example\nX-Original-To: a@helpline.example\nFrom: \"A\" <Abuse@Host.Example>\nTo: b@helpline.example\nIn-Reply-To: <1@x>\nReferences: <0@x> <1@x>\n\n");

        Assert.Equal(["takedown+x@helpline.example", "a@helpline.example", "b@helpline.example"], mail.Recipients);
        Assert.Equal(("", "host.example"), (mail.ReturnPath, mail.FromDomain));
        Assert.Equal(["0@x", "1@x"], mail.References);
        Assert.Equal(["1@x"], mail.InReplyTo);
    }
}
