using System.Globalization;
using CaseManager.Core.Takedowns.Answers;
using MimeKit;
using MimeKit.Utils;

namespace CaseManager.Web.Mail.Inbound;

/// <summary>Reads what the header of a mail says, as far as it can be read.</summary>
internal sealed class HeaderReader(HeaderList headers, ParserOptions options, ReadingLimits limits)
{
    private static readonly string[] Delivered = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc"];
    private static readonly string[] AutoReplies = ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-Auto-Respond", "X-Mail-Autoreply"];

    internal ReadMail Read()
    {
        var from = Addresses("From");
        var messageId = Ids("Message-Id").FirstOrDefault();
        var returnPath = First("Return-Path") is { } path ? path.Trim().Trim('<', '>').Trim() : null;
        return new ReadMail
        {
            MessageId = messageId,
            InReplyTo = Ids("In-Reply-To"),
            References = Ids("References"),
            From = from,
            FromDomain = from is [var only] ? Domain(only) : null,
            Recipients = [.. Delivered.SelectMany(Addresses).Distinct(StringComparer.OrdinalIgnoreCase).Take(limits.Entries)],
            ReturnPath = returnPath,
            Subject = MailCharacters.Cut((First("Subject") ?? "").ReplaceLineEndings(" ").Trim(), 1_000),
            AuthenticationResults = [.. All("Authentication-Results").Take(limits.Entries)],
            Automatic = new AutomaticMarks
            {
                AutoSubmitted = FirstToken.Of(First("Auto-Submitted")),
                Precedence = FirstToken.Of(First("Precedence")),
                SuppressesAnswers = First("X-Auto-Response-Suppress") is { } suppress && FirstToken.Of(suppress) is not (null or "none"),
                SaysAutoReply = AutoReplies.Any(name => First(name) is { } value && FirstToken.Of(value) is not ("no" or "false" or "0")),
                HasLoopMark = First("X-Loop") is not null,
            },
            LooksOwn = (messageId is not null && OwnShape.IsMessageId(messageId)) || (returnPath is not null && OwnShape.IsBounceAddress(returnPath)),
            FailedRecipients = Addresses("X-Failed-Recipients"),
        };
    }

    private IEnumerable<string> All(string name) =>
        headers.Where(header => header.Field.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => MailCharacters.Clean(header.Value));

    private string? First(string name) => All(name).FirstOrDefault();

    private List<string> Ids(string name) =>
        [.. All(name).SelectMany(value => MimeUtils.EnumerateReferences(value)).Select(MailCharacters.Clean).Where(id => id.Length is > 0 and < 1_000).Take(limits.Entries)];

    private List<string> Addresses(string name) =>
        [.. All(name).SelectMany(Mailboxes).Where(address => address.Length is > 2 and <= 320).Distinct(StringComparer.OrdinalIgnoreCase).Take(limits.Entries)];

    private IEnumerable<string> Mailboxes(string value) =>
        InternetAddressList.TryParse(options, value, out var list) ? list.Mailboxes.Select(mailbox => MailCharacters.Clean(mailbox.Address ?? "")) : [];

    private static string? Domain(string address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..].TrimEnd('.').ToLowerInvariant();
        try
        {
            return domain.Length == 0 || domain.Length == address.Length ? null : new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }
}
