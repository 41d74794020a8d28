using System.Text.RegularExpressions;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.Sending;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace CaseManager.Web.Mail;

/// <summary>Reads what a failure of the relay means for the notice.</summary>
internal static partial class SmtpOutcome
{
    /// <summary>Nothing was begun, so nothing can have left.</summary>
    public static SendResult OfConnecting(Exception failure) => failure switch
    {
        AuthenticationException or ServiceNotAuthenticatedException => Relay(NoticeReasons.RelayRefusedUs, failure),
        _ => Relay(NoticeReasons.RelayUnreachable, failure),
    };

    /// <param name="failure">What MailKit threw.</param>
    /// <param name="textBegun">Whether the text had begun to leave.</param>
    public static SendResult OfSending(Exception failure, bool textBegun) => failure switch
    {
        ServiceNotAuthenticatedException => Relay(NoticeReasons.RelayRefusedUs, failure),

        // A status is an answer, also to the final dot: the notice was not kept.
        SmtpCommandException { StatusCode: >= (SmtpStatusCode)500 } refusal =>
            new SendResult(SendOutcome.Permanent, ReasonOf(refusal), (int)refusal.StatusCode, Detail(refusal.Message)),
        SmtpCommandException refusal =>
            new SendResult(SendOutcome.Temporary, NoticeReasons.RefusedForNow, (int)refusal.StatusCode, Detail(refusal.Message)),
        _ when textBegun => new SendResult(SendOutcome.Unknown, NoticeReasons.OutcomeUnknown, 0, null),
        _ => Relay(NoticeReasons.RelayUnreachable, failure),
    };

    // RFC 3463: 5.1.x is the recipient's address, but for 5.1.7 and 5.1.8, which are ours; 5.7.x is what they think of us.
    private static string ReasonOf(SmtpCommandException refusal) => Detail(refusal.Message) switch
    {
        ['5', '.', '7', '.', ..] => NoticeReasons.RefusedByPolicy,
        ['5', '.', '1', '.', '7' or '8'] or ['5', '.', '1', '.', '7' or '8', ' ', ..] => NoticeReasons.RefusedForGood,
        ['5', '.', '1', '.', ..] when refusal.ErrorCode == SmtpErrorCode.RecipientNotAccepted => NoticeReasons.BadMailbox,
        _ => NoticeReasons.RefusedForGood,
    };

    /// <summary>The enhanced status at the beginning of a reply, or the queue id in it; never its free text.</summary>
    public static string? Detail(string reply)
    {
        var parts = new[] { EnhancedStatus().Match(reply), QueueId().Match(reply) }
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);
        var detail = string.Join(' ', parts);
        return detail.Length > 0 ? detail : null;
    }

    private static SendResult Relay(string reason, Exception failure) => new(
        SendOutcome.RelayFailed,
        reason,
        failure is SmtpCommandException refusal ? (int)refusal.StatusCode : 0,
        failure is SmtpCommandException { Message: var message } ? Detail(message) : null);

    [GeneratedRegex(@"^([245]\.\d{1,3}\.\d{1,3})\b")]
    private static partial Regex EnhancedStatus();

    [GeneratedRegex(@"\bqueued as ([A-Za-z0-9.-]{1,40})")]
    private static partial Regex QueueId();
}
