namespace CaseManager.Web.Mail;

/// <summary>The section <c>CaseManager:Mail:JournalMailbox</c>: how the mailbox behind <c>CaseManager:Mail:Journal</c> is read by IMAP.</summary>
public sealed class JournalOptions
{
    public const string Section = "CaseManager:Mail:JournalMailbox";

    /// <summary>Host name or address; empty for none, then an unknown outcome is waited out.</summary>
    public string Host { get; init; } = "";

    /// <summary>Port; 993 by default.</summary>
    public int Port { get; init; } = 993;

    /// <summary>Protection of the connection.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.Tls;

    /// <summary>Name to sign in with.</summary>
    public string User { get; init; } = "";

    /// <summary>File that holds the password.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>How long one answer of the server may take, in seconds.</summary>
    public int TimeoutSeconds { get; init; } = 20;

    /// <summary>Whether there is such a mailbox.</summary>
    public bool IsThere => Host.Length > 0;
}
