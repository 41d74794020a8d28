using System.Text;
using CaseManager.Core.Takedowns.Answers;
using CaseManager.Web.Mail.Inbound;

namespace CaseManager.Web.Tests.Mail.Inbound;

/// <summary>Mails for the tests, written as they come.</summary>
internal static class Mails
{
    internal const string OwnId = "n1.00112233445566778899aabbccddeeff.0.abcdefghijklmnopqrstuvwxyz@helpline.example";

    internal static ReadMail Read(string mail, ReadingLimits? limits = null) => MailReader.Read(Encoding.UTF8.GetBytes(mail), limits);

    internal static ClassifiedAnswer Classify(string mail, string? platform = null) => AnswerClassifier.Default.Classify(Read(mail), platform);

    /// <param name="headers">Lines, each with its line feed.</param>
    internal static string Text(string body, string headers = "", string from = "abuse@host.example", string subject = "Re: your mail") =>
        $"{headers}From: {from}\nTo: takedown@helpline.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{body}\n";

    /// <summary>A formal delivery report (RFC 3464).</summary>
    /// <param name="recipient">Fields of the one recipient, without a line feed at the end.</param>
    internal static string Report(string recipient, string said = "Your mail could not be delivered.", string headers = "Return-Path: <>\n", string type = "report-type=delivery-status; ") =>
        $"{headers}From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nContent-Type: multipart/report; {type}boundary=b\n\n"
        + $"--b\nContent-Type: text/plain\n\n{said}\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\nOriginal-Envelope-Id: 00112233445566778899aabbccddeeff\n\n"
        + $"Final-Recipient: rfc822; abuse@host.example\n{recipient}\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <{OwnId}>\nSubject: notice\n\nWe have received your report.\n\n--b--\n";
}
