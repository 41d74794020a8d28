namespace CaseManager.Web.Mail.Inbound;

/// <summary>The section <c>CaseManager:Mail:Inbox</c>: the mailbox that answers and delivery reports come to (<c>takedown+…</c> and <c>bounce+…</c> of the mail domain). Without it people read answers themselves.</summary>
public sealed class InboxOptions : MailboxOptions
{
    public const string Section = "CaseManager:Mail:Inbox";

    /// <summary>Name that our own mail server writes into <c>Authentication-Results</c> (RFC 8601); empty where it writes none: then no sender is vouched for, and a person looks at every answer.</summary>
    public string AuthenticationServer { get; init; } = "";

    /// <summary>Mails above this size are put aside unread, in bytes.</summary>
    public long LargestMail { get; init; } = 10 * 1024 * 1024;
}
