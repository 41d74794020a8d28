using CaseManager.Web.Settings;

namespace CaseManager.Web.Mail;

/// <summary>How a mailbox is read by IMAP.</summary>
public abstract class MailboxOptions
{
    /// <summary>Host name or address; empty for none.</summary>
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

    /// <summary>What must hold for each of them: setting, whether it does, what is wrong.</summary>
    internal (string Name, bool Holds, string Wrong)[] Rules(IConfiguration settings) =>
    [
        (nameof(Host), !WrongSetting.IsPractice(settings) || WrongSetting.IsThisMachine(Host), "must be this machine while CaseManager:Practice is true: nothing leaves it"),
        (nameof(Port), Port is > 0 and < 65536, "must be a port number"),
        (nameof(User), User.Length > 0, "must be the name to sign in with"),
        (nameof(PasswordFile), File.Exists(PasswordFile), "must be a file that holds the password of the mailbox's user"),
        (nameof(TimeoutSeconds), TimeoutSeconds is >= 5 and <= 120, "must be a number of seconds from 5 to 120"),
    ];
}
