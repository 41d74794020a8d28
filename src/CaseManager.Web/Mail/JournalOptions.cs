namespace CaseManager.Web.Mail;

/// <summary>The section <c>CaseManager:Mail:JournalMailbox</c>: how the mailbox behind <c>CaseManager:Mail:Journal</c> is read by IMAP. Without it an unknown outcome is waited out.</summary>
public sealed class JournalOptions : MailboxOptions
{
    public const string Section = "CaseManager:Mail:JournalMailbox";
}
